unsent-title = The form was not sent because the session had ended
unsent-filled = What was typed is all here below. Look at it again and send it.
unsent-no-form = This page no longer has that form; the work may be done already. What was typed stands below, to be copied where it is needed.
unsent-files = Files are not kept and have to be chosen again: { $files }.
unsent-left = What was typed and has no field any more:
unsent-sign-in = The session has ended. Sign in again: what was typed is still there.
