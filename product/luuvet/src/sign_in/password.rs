//! Passwords: argon2id, never inside a transaction, never on the threads that answer pages.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};

use crate::refusal::{Problem, Refusal};

/// Shortest password that is taken, in letters.
pub const SHORTEST: usize = 10;
/// Longest password that is taken, in bytes: hashing is not a way to keep the machine busy.
const LONGEST: usize = 200;

/// Checks that a new password can be one.
///
/// # Errors
/// Too short or too long.
pub fn check_new(password: &str) -> Result<(), Refusal> {
    let letters = password.chars().count();
    if letters < SHORTEST || password.len() > LONGEST {
        return Err(Refusal::invalid(Problem::new("password-length").at("password").with("shortest", SHORTEST)));
    }
    Ok(())
}

/// The hash of a password, with 128 bits of `salt`.
///
/// # Errors
/// When the machine cannot (memory).
pub async fn hash(password: String, salt: [u8; 16]) -> Result<String, Refusal> {
    blocking(move || {
        let salt = SaltString::encode_b64(&salt).map_err(|error| error.to_string())?;
        let hash = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(|error| error.to_string())?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password has this hash. Takes as long when there is no hash, so that names cannot be guessed by time.
///
/// # Errors
/// When the machine cannot.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Refusal> {
    blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NO_ONE.to_owned());
        let parsed = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
        let matches =
            password.len() <= LONGEST && Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(matches && known)
    })
    .await
}

/// The hash that stands in for an unknown name.
const NO_ONE: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, String> + Send + 'static) -> Result<T, Refusal> {
    let joined = tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Broken(error.to_string()))?;
    joined.map_err(Refusal::Broken)
}
