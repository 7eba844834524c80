//! Bytes named by their SHA-256, written durably.
