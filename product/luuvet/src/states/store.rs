//! The tables of states.

use luuvet_db::{DbError, Sql, Tx, sql};
use luuvet_domain::assignments;
use luuvet_domain::documents::{incoming, outgoing};
use luuvet_domain::submissions::StepState;
use luuvet_domain::{delivery, registers};

pub(super) async fn documents(tx: &mut Tx) -> Result<(), DbError> {
    let codes = outgoing::State::ALL.iter().map(|s| s.code()).chain(incoming::State::ALL.iter().map(|s| s.code()));
    put(tx, sql!("INSERT INTO document_state (code) VALUES ($1) ON CONFLICT DO NOTHING"), codes).await
}

pub(super) async fn steps(tx: &mut Tx) -> Result<(), DbError> {
    let codes = StepState::ALL.iter().map(|s| s.code());
    put(tx, sql!("INSERT INTO step_state (code) VALUES ($1) ON CONFLICT DO NOTHING"), codes).await
}

pub(super) async fn tasks(tx: &mut Tx) -> Result<(), DbError> {
    let codes = assignments::State::ALL.iter().map(|s| s.code());
    put(tx, sql!("INSERT INTO task_state (code) VALUES ($1) ON CONFLICT DO NOTHING"), codes).await
}

pub(super) async fn numbers(tx: &mut Tx) -> Result<(), DbError> {
    let codes = registers::State::ALL.iter().map(|s| s.code());
    put(tx, sql!("INSERT INTO number_state (code) VALUES ($1) ON CONFLICT DO NOTHING"), codes).await
}

pub(super) async fn deliveries(tx: &mut Tx) -> Result<(), DbError> {
    let codes = delivery::Rung::ALL.iter().map(|s| s.code());
    put(tx, sql!("INSERT INTO delivery_state (code) VALUES ($1) ON CONFLICT DO NOTHING"), codes).await
}

async fn put(tx: &mut Tx, statement: &'static Sql, codes: impl Iterator<Item = &'static str>) -> Result<(), DbError> {
    for code in codes {
        tx.execute(statement, &[code.into()]).await?;
    }
    Ok(())
}
