//! Many people at once: an organisation of the demo is settled in a few verbs, each with an event for every unit, person,
//! position and mandate, as if they had been entered one by one.

pub mod settle_departments;
pub mod settle_people;
pub mod settle_standing;
