//! Pages of documents: images, text, stamps.
