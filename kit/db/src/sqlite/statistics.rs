//! What the planner is told about sizes.
//!
//! Without statistics SQLite takes the first column of every key to be selective. Ours is the organisation, which has a
//! large part of all rows, so it would rather read all of an organisation than follow an index. `ANALYZE` on the first
//! day of a school would say the same as on an empty table. So the planner is told once what tables become, whatever
//! they hold today: plans are the same everywhere and for ever (SQLite documents `sqlite_stat1` as writable for that).

use rusqlite::Connection;

use crate::DbError;

/// The column that parts tables.
const PARTED_BY: &str = "organisation_id";
/// Rows of a table.
const ROWS: u64 = 1_000_000;
/// Rows of one organisation in it.
const OF_ONE: u64 = 100_000;
/// Rows that share the first selective column of an index; each further column halves them.
const ALIKE: u64 = 20;
/// A partial index is taken to hold one row of so many: it is there to be preferred.
const FEW: u64 = 5;
/// Columns of few values, one of which most rows have: an open task is rare, a finished one is not.
const FEW_VALUES: [&str; 2] = ["state", "direction"];

/// Writes the assumption for every index of every parted table, unless it stands there already.
pub(super) fn assume(connection: &Connection) -> Result<(), DbError> {
    let wanted = wanted(connection)?;
    if present(connection)? == wanted {
        return Ok(());
    }
    connection.execute_batch("ANALYZE; DELETE FROM sqlite_stat1")?;
    let mut insert = connection.prepare("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)")?;
    for row in &wanted {
        insert.execute(rusqlite::params_from_iter(row))?;
    }
    // Makes this connection read it again; others do when they open.
    Ok(connection.execute_batch("ANALYZE sqlite_schema")?)
}

type Row = [String; 3];

fn present(connection: &Connection) -> Result<Vec<Row>, DbError> {
    let Ok(mut rows) = connection.prepare("SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx") else {
        return Ok(Vec::new());
    };
    let rows = rows.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn wanted(connection: &Connection) -> Result<Vec<Row>, DbError> {
    let mut statement = connection.prepare(
        "SELECT t.name, i.name, i.origin, i.\"unique\", i.partial, c.name
         FROM pragma_table_list t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
         WHERE t.schema = 'main' AND t.type = 'table'
           AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = ?1)
         ORDER BY t.name, i.name, c.seqno",
    )?;
    let mut rows = statement.query([PARTED_BY])?;
    let mut indices: Vec<(Row, Sort, Vec<String>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (table, index, origin): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        // The primary key of a table without row ids goes by the table's name.
        let name = if origin == "pk" { table.clone() } else { index };
        match indices.last_mut() {
            Some((known, _, columns)) if known[0] == table && known[1] == name => columns.push(row.get(5)?),
            _ => {
                let sort = Sort { unique: row.get(3)?, partial: row.get(4)? };
                indices.push(([table, name, String::new()], sort, vec![row.get(5)?]));
            }
        }
    }
    let mut wanted: Vec<Row> =
        indices.into_iter().map(|([table, index, _], sort, columns)| [table, index, sizes(&columns, sort)]).collect();
    wanted.sort();
    Ok(wanted)
}

/// What kind of index it is.
#[derive(Clone, Copy)]
struct Sort {
    unique: bool,
    /// It leaves out the rows that nobody looks for by it.
    partial: bool,
}

/// Rows of the index, then rows that are equal in the first column, in the first two, and so on.
fn sizes(columns: &[String], Sort { unique, partial }: Sort) -> String {
    let share = |rows: u64| if partial { rows / FEW } else { rows };
    let mut alike = share(ROWS);
    let mut sizes = vec![alike];
    for (place, column) in columns.iter().enumerate() {
        let is_last = place + 1 == columns.len();
        alike = match column.as_str() {
            _ if unique && is_last => 1,
            PARTED_BY if place == 0 => share(OF_ONE),
            column if FEW_VALUES.contains(&column) => (alike / 2).max(2),
            _ => (alike / 2).clamp(2, share(ALIKE)),
        };
        sizes.push(alike);
    }
    sizes.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_followed_and_not_a_whole_organisation() {
        let connection = Connection::open_in_memory().unwrap();
        let tables = "CREATE TABLE task (organisation_id BLOB, id BLOB, document_id BLOB, kind TEXT, state TEXT,
                        PRIMARY KEY (organisation_id, id)) STRICT, WITHOUT ROWID;
                      CREATE INDEX task_document ON task (organisation_id, document_id, state);";
        connection.execute_batch(tables).unwrap();
        let plan = |connection: &Connection| -> String {
            let question = "EXPLAIN QUERY PLAN UPDATE task SET state = 'x'
                            WHERE organisation_id = ?1 AND document_id = ?2 AND kind = ?3 AND state = 'open'";
            connection.query_row(question, [0, 0, 0], |row| row.get(3)).unwrap()
        };
        assert!(
            plan(&connection).ends_with("PRIMARY KEY (organisation_id=?)"),
            "SQLite has learned: {}",
            plan(&connection)
        );
        assume(&connection).unwrap();
        assert!(plan(&connection).contains("task_document"), "{}", plan(&connection));
        let first = present(&connection).unwrap();
        assume(&connection).unwrap();
        assert_eq!(present(&connection).unwrap(), first);
        assert_eq!(first[0], ["task", "task", "1000000 100000 1"].map(String::from));
    }
}
