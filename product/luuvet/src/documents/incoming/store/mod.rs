//! The tables of incoming documents.

mod arrivals;
mod demands;
mod positions;

pub use arrivals::{
    Arrival, ArrivalDemand, Directive, NewArrival, Source, arrival, earlier, insert, sender_of, set_reason,
    take_away_open_tasks,
};
pub use demands::insert_demand;
pub use positions::{holder_name, holders};
