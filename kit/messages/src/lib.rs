//! Messages that leave the house: web push (RFC 8030, 8291, 8292) and mail.
