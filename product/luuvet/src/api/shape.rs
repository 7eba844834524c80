//! The JSON schema of a type, found by letting it read itself.
//!
//! A body is described by the type that parses it: the type is deserialised from an input that answers every question
//! with a sample and notes what was asked for. So the description cannot differ from what is accepted. Enums are read
//! once per variant.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::de::value::Error;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Value, json};

/// Passes after which a type has more variants than a body should have.
const PASSES: usize = 200;

/// The schema of a type's JSON.
///
/// # Errors
/// When the type asks for something that JSON schemas here do not say.
pub fn of<T: DeserializeOwned>() -> Result<Value, String> {
    let variants = RefCell::new(Variants::default());
    for _ in 0..PASSES {
        let mut schema = Value::Null;
        variants.borrow_mut().more = false;
        T::deserialize(Asked { variants: &variants, path: String::new(), schema: &mut schema })
            .map_err(|error| error.to_string())?;
        if !variants.borrow().more {
            return Ok(schema);
        }
    }
    Err("too many variants".to_owned())
}

/// Which variants of the enums on the way have been read.
#[derive(Default)]
struct Variants {
    at: BTreeMap<String, (usize, Vec<Value>)>,
    more: bool,
}

/// What a type reads itself from.
struct Asked<'a> {
    variants: &'a RefCell<Variants>,
    path: String,
    schema: &'a mut Value,
}

impl<'a> Asked<'a> {
    fn child<'b>(&self, name: &str, schema: &'b mut Value) -> Asked<'b>
    where
        'a: 'b,
    {
        Asked { variants: self.variants, path: format!("{}/{name}", self.path), schema }
    }
}

macro_rules! answers {
    ($($asked:ident => $visit:ident($sample:expr), $schema:expr;)+) => {$(
        fn $asked<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            *self.schema = $schema;
            visitor.$visit($sample)
        }
    )+};
}

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    answers! {
        deserialize_bool => visit_bool(false), json!({"type": "boolean"});
        deserialize_i8 => visit_i8(1), json!({"type": "integer"});
        deserialize_i16 => visit_i16(1), json!({"type": "integer"});
        deserialize_i32 => visit_i32(1), json!({"type": "integer"});
        deserialize_i64 => visit_i64(1), json!({"type": "integer", "format": "int64"});
        deserialize_u8 => visit_u8(1), json!({"type": "integer", "minimum": 0, "maximum": 255});
        deserialize_u16 => visit_u16(1), json!({"type": "integer", "minimum": 0});
        deserialize_u32 => visit_u32(1), json!({"type": "integer", "minimum": 0});
        deserialize_u64 => visit_u64(1), json!({"type": "integer", "minimum": 0});
        deserialize_f32 => visit_f32(1.0), json!({"type": "number"});
        deserialize_f64 => visit_f64(1.0), json!({"type": "number"});
        deserialize_char => visit_char('a'), json!({"type": "string", "maxLength": 1});
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.schema = json!({});
        visitor.visit_unit()
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let wanted = (&visitor as &dyn Expected).to_string();
        if let Some(codes) = wanted.strip_prefix("one of the codes ") {
            let codes: Vec<&str> = codes.split(", ").collect();
            *self.schema = json!({"type": "string", "enum": codes});
            return visitor.visit_str(codes.first().copied().unwrap_or_default());
        }
        let wanted = wanted.to_lowercase();
        let (sample, schema) = match wanted.as_str() {
            text if text.contains("uuid") => {
                ("00000000-0000-0000-0000-000000000000", json!({"type": "string", "format": "uuid"}))
            }
            text if text.contains("date") => ("2024-04-03", json!({"type": "string", "format": "date"})),
            // Texts that are read further are numbers of registers.
            _ => ("1", json!({"type": "string"})),
        };
        *self.schema = schema;
        visitor.visit_str(sample)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("bytes have no JSON"))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut inner = Value::Null;
        let value = visitor.visit_some(self.child("some", &mut inner))?;
        *self.schema = json!({"anyOf": [inner, {"type": "null"}]});
        Ok(value)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.schema = json!({"type": "null"});
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut items = vec![Value::Null];
        let value = visitor.visit_seq(Elements { asked: &self, items: &mut items, at: 0 })?;
        *self.schema = json!({"type": "array", "items": items.pop()});
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        let mut items = vec![Value::Null; length];
        let value = visitor.visit_seq(Elements { asked: &self, items: &mut items, at: 0 })?;
        *self.schema = if items.windows(2).all(|pair| pair[0] == pair[1]) {
            json!({"type": "array", "items": items.pop(), "minItems": length, "maxItems": length})
        } else {
            json!({"type": "array", "prefixItems": items, "minItems": length, "maxItems": length})
        };
        Ok(value)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut inner = Map::new();
        let value = visitor.visit_map(Fields { asked: &self, names: [""].iter(), name: "", found: &mut inner })?;
        *self.schema = json!({"type": "object", "additionalProperties": inner.remove("")});
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut found = Map::new();
        let value = visitor.visit_map(Fields { asked: &self, names: names.iter(), name: "", found: &mut found })?;
        *self.schema = object(found);
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let at = self.variants.borrow().at.get(&self.path).map_or(0, |(at, _)| *at);
        let name = names.get(at).copied().unwrap_or_default();
        let mut schema = Value::Null;
        let value = visitor.visit_enum(Variant { asked: &self, name, schema: &mut schema })?;
        let mut variants = self.variants.borrow_mut();
        let deeper = variants.more;
        let (next, known) = variants.at.entry(self.path.clone()).or_default();
        known.truncate(at);
        known.push(schema);
        *self.schema = alternatives(known);
        if !deeper && at + 1 < names.len() {
            *next = at + 1;
            variants.more = true;
        }
        Ok(value)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

/// An object that takes these fields and no others; what may be null may be left out.
fn object(properties: Map<String, Value>) -> Value {
    let needed = |schema: &Value| schema.get("anyOf").is_none();
    let required: Vec<&String> = properties.iter().filter(|(_, schema)| needed(schema)).map(|(name, _)| name).collect();
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

fn alternatives(known: &[Value]) -> Value {
    let names: Vec<&Value> = known.iter().filter_map(|schema| schema.get("const")).collect();
    if names.len() == known.len() { json!({"type": "string", "enum": names}) } else { json!({"oneOf": known}) }
}

struct Elements<'a, 'b> {
    asked: &'a Asked<'b>,
    items: &'a mut Vec<Value>,
    at: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(item) = self.items.get_mut(self.at) else { return Ok(None) };
        let child = self.asked.child(&self.at.to_string(), item);
        self.at += 1;
        seed.deserialize(child).map(Some)
    }
}

struct Fields<'a, 'b> {
    asked: &'a Asked<'b>,
    names: std::slice::Iter<'static, &'static str>,
    name: &'static str,
    found: &'a mut Map<String, Value>,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(name) = self.names.next() else { return Ok(None) };
        self.name = name;
        seed.deserialize((*name).into_deserializer()).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let mut schema = Value::Null;
        let value = seed.deserialize(self.asked.child(self.name, &mut schema))?;
        self.found.insert(self.name.to_owned(), schema);
        Ok(value)
    }
}

struct Variant<'a, 'b> {
    asked: &'a Asked<'b>,
    name: &'static str,
    schema: &'a mut Value,
}

impl Variant<'_, '_> {
    /// `{"Name": inner}`
    fn named(name: &str, inner: Value) -> Value {
        object(Map::from_iter([(name.to_owned(), inner)]))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(self.name.into_deserializer())?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        *self.schema = json!({"const": self.name});
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        let mut inner = Value::Null;
        let value = seed.deserialize(self.asked.child(self.name, &mut inner))?;
        *self.schema = Self::named(self.name, inner);
        Ok(value)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        let mut inner = Value::Null;
        let value = self.asked.child(self.name, &mut inner).deserialize_tuple(length, visitor)?;
        *self.schema = Self::named(self.name, inner);
        Ok(value)
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        let mut inner = Value::Null;
        let value = self.asked.child(self.name, &mut inner).deserialize_struct("", names, visitor)?;
        *self.schema = Self::named(self.name, inner);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "only read")]
    struct Letter {
        id: uuid::Uuid,
        day: Option<jiff::civil::Date>,
        to: Vec<Whom>,
        urgency: Urgency,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "only read")]
    enum Whom {
        All,
        Person(uuid::Uuid),
        Group { name: String, urgency: Urgency },
    }

    #[derive(Deserialize)]
    enum Urgency {
        Normal,
        Urgent,
    }

    #[test]
    fn a_type_describes_itself() {
        let urgency = json!({"type": "string", "enum": ["Normal", "Urgent"]});
        let id = json!({"type": "string", "format": "uuid"});
        let group = json!({"type": "object", "required": ["name", "urgency"], "additionalProperties": false,
            "properties": {"name": {"type": "string"}, "urgency": urgency}});
        let named = |name: &str, inner: &Value| {
            json!({"type": "object", "required": [name],
            "additionalProperties": false, "properties": {name: inner}})
        };
        let whom = json!({"oneOf": [{"const": "All"}, named("Person", &id), named("Group", &group)]});
        let wanted = json!({"type": "object", "required": ["id", "to", "urgency"], "additionalProperties": false,
        "properties": {
            "id": id,
            "day": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            "to": {"type": "array", "items": whom},
            "urgency": urgency,
        }});
        assert_eq!(of::<Letter>().unwrap(), wanted);
    }
}
