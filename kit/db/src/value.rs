//! Values as both engines store them.

use uuid::Uuid;

/// One parameter or column.
///
/// Times are UTC microseconds and days are ISO dates (`2024-04-03`), in `Int` and `Text`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// Whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An id: UUID on PostgreSQL, 16 bytes on SQLite.
    Id(Uuid),
    /// Yes or no: BOOLEAN on PostgreSQL, 1 or 0 on SQLite.
    Bool(bool),
}

macro_rules! into_value {
    ($($from:ty => |$v:ident| $value:expr),+ $(,)?) => {$(
        impl From<$from> for Value {
            fn from($v: $from) -> Self {
                $value
            }
        }
    )+};
}

into_value! {
    i64 => |v| Self::Int(v),
    i32 => |v| Self::Int(v.into()),
    u32 => |v| Self::Int(v.into()),
    bool => |v| Self::Bool(v),
    String => |v| Self::Text(v),
    &str => |v| Self::Text(v.to_owned()),
    &String => |v| Self::Text(v.clone()),
    Vec<u8> => |v| Self::Bytes(v),
    &[u8] => |v| Self::Bytes(v.to_vec()),
    [u8; 32] => |v| Self::Bytes(v.to_vec()),
    [u8; 16] => |v| Self::Bytes(v.to_vec()),
    Uuid => |v| Self::Id(v),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What a column can be read as.
pub trait FromValue: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// A short description when the value is of another kind.
    fn from_value(value: &Value) -> Result<Self, String>;
}

macro_rules! from_value {
    ($($to:ty: $($pattern:pat => $value:expr),+);+ $(;)?) => {$(
        impl FromValue for $to {
            fn from_value(value: &Value) -> Result<Self, String> {
                match value {
                    $($pattern => $value,)+
                    other => Err(format!("{} expected, found {other:?}", stringify!($to))),
                }
            }
        }
    )+};
}

from_value! {
    i64: Value::Int(v) => Ok(*v);
    u32: Value::Int(v) => u32::try_from(*v).map_err(|e| e.to_string());
    bool: Value::Bool(v) => Ok(*v), Value::Int(v) => Ok(*v != 0);
    String: Value::Text(v) => Ok(v.clone());
    Vec<u8>: Value::Bytes(v) => Ok(v.clone());
    Uuid: Value::Id(v) => Ok(*v), Value::Bytes(v) => Uuid::from_slice(v).map_err(|e| e.to_string());
    [u8; 32]: Value::Bytes(v) => v.as_slice().try_into().map_err(|_| "32 bytes expected".to_owned());
    [u8; 16]: Value::Bytes(v) => v.as_slice().try_into().map_err(|_| "16 bytes expected".to_owned());
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}
