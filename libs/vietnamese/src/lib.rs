//! Vietnamese text, names, dates, working days and lunar calendar.
