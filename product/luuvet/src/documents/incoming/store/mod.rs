//! The tables of incoming documents.

mod arrivals;
pub mod arriving;
mod demands;
mod endings;
mod originals;
mod positions;
mod registered;
pub mod rules;

pub use arrivals::{
    Arrival, ArrivalDemand, Directive, NewArrival, Source, arrival, earlier, insert, sender_of, set_origin,
};
pub use demands::insert_demand;
pub use endings::{set_reason, take_away_open_tasks};
pub use originals::{Handover, hand_over, handovers, insert_directive, receipt, set_both_media};
pub use positions::{Seat, grant_owner, holder_name, holders, owner_name, positions_on};
pub use registered::{Numbered, Same, correct, duplicates, numbered, same_particulars, set_number};
