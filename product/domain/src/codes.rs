//! Enums whose values are known by a stable code: the code is the row in the database, the word in the interface and
//! the key of the sentence on the page.

/// A value with a stable code.
pub trait Coded: Copy + Eq + std::fmt::Debug + 'static {
    /// Every value, in the order of the rule.
    const ALL: &'static [Self];
    /// The stable code, lower case with hyphens.
    fn code(self) -> &'static str;
}

/// Reads a code; what it expects names every code there is.
pub struct Reader<T>(pub std::marker::PhantomData<T>);

impl<T: Coded> serde::de::Visitor<'_> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let codes: Vec<&str> = T::ALL.iter().map(|value| value.code()).collect();
        write!(f, "one of the codes {}", codes.join(", "))
    }

    fn visit_str<E: serde::de::Error>(self, code: &str) -> Result<T, E> {
        let found = T::ALL.iter().copied().find(|value| value.code() == code);
        found.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(code), &self))
    }
}

/// A code that no value of the enum has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no {what} has the code {code:?}")]
pub struct UnknownCode {
    /// The enum that was asked.
    pub what: &'static str,
    /// The code as given, cut to 64 letters.
    pub code: String,
}

impl UnknownCode {
    /// For a code that was not found.
    #[must_use]
    pub fn new(what: &'static str, code: &str) -> Self {
        Self { what, code: code.chars().take(64).collect() }
    }
}

/// Writes an enum with `ALL`, `code`, `from_code`, display, parsing and serde by code.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of])* $variant),+ }

        impl $name {
            /// Every value, in the order of the rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value that has this code.
            ///
            /// # Errors
            /// When no value has it.
            pub fn from_code(code: &str) -> Result<Self, $crate::codes::UnknownCode> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    other => Err($crate::codes::UnknownCode::new(stringify!($name), other)),
                }
            }
        }

        impl $crate::codes::Coded for $name {
            const ALL: &'static [Self] = $name::ALL;
            fn code(self) -> &'static str { $name::code(self) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.code()) }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> { Self::from_code(code) }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> { to.serialize_str(self.code()) }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str($crate::codes::Reader(std::marker::PhantomData))
            }
        }
    };
}
pub(crate) use codes;

#[cfg(test)]
mod tests {
    codes! {
        /// For the test.
        Colour {
            /// Red.
            Red = "red",
            /// Blue.
            DarkBlue = "dark-blue",
        }
    }

    #[test]
    fn a_code_goes_out_and_comes_back() {
        for colour in Colour::ALL {
            assert_eq!(Colour::from_code(colour.code()), Ok(*colour));
            let text = serde_json::to_string(colour).unwrap();
            assert_eq!(text, format!("\"{colour}\""));
            assert_eq!(serde_json::from_str::<Colour>(&text).unwrap(), *colour);
        }
    }

    #[test]
    fn an_unknown_code_is_named_and_bounded() {
        let refused = Colour::from_code(&"x".repeat(500)).unwrap_err();
        assert_eq!((refused.what, refused.code.len()), ("Colour", 64));
        assert!(serde_json::from_str::<Colour>("\"green\"").is_err());
    }
}
