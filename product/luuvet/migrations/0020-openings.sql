-- An opening of a commitment is written once: a verb may delete it, nobody may change it or put another in its place.

{write_once event_private};
