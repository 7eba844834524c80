//! The one place that provides randomness.

/// 256 random bits from the system.
///
/// # Errors
/// When the system has none: then nothing that needs ids or secrets may go on.
#[allow(clippy::disallowed_methods, reason = "this is the provider")]
pub fn seed() -> std::io::Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(seed)
}
