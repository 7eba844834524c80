nav-main = Main
nav-work = Work
nav-incoming = Incoming
nav-outgoing = Outgoing
nav-submissions = Approvals
nav-search = Search
nav-registers = Registers
nav-dossiers = Dossiers
nav-organisation = Organisation
nav-trace = Trace
nav-more = More
home = Home
skip = Skip to content
close = Close
acting-as = as { $title }
account-of = Account of { $name }
other-language = Tiếng Việt
other-language-code = vi
sign-out = Sign out
search-label = Find a number, subject or sender
mode-switch = Switch light and dark
more-rows = Show more
script-saved = Saved
script-unsaved = Not saved yet
script-saving = Saving
script-failed = Not done: the connection was lost. What you typed is still here; try again.
script-help = Keyboard shortcuts
script-copied = Copied
script-sure = Press again to do it
script-none = Nothing found
script-results = results
script-single-keys = Use single-key shortcuts
time-today = today { $time }
time-yesterday = yesterday { $time }
due-left = { $days ->
    [one] 1 working day left
   *[other] { $days } working days left
}
due-today = due today
due-late = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
home-greeting = Hello { $name }
home-waiting = { $count ->
    [0] Nothing is waiting for you.
    [one] 1 thing is waiting.
   *[other] { $count } things are waiting.
}
basket-overdue = Overdue
basket-overdue-note = Do these first, or ask for more time with a reason.
basket-to-sign = To approve
basket-to-sign-empty = Drafts that reach your step will show here.
basket-to-register = To register
basket-to-register-empty = New arrivals that wait for the register will show here.
basket-to-number = To number
basket-to-number-empty = Approved documents that wait for a number will show here.
basket-to-issue = To issue
basket-to-issue-empty = Numbered documents that have not been sent will show here.
basket-to-handle = To handle
basket-to-handle-empty = Work that you lead will show here.
basket-to-read = To read
basket-to-read-empty = Documents for your information will show here; opening one is all it takes.
basket-supporting = Supporting
basket-supporting-empty = Work that you support will show here; one tap gives your opinion.
basket-due-today = { $count ->
    [one] 1 is due today
   *[other] { $count } are due today
}
basket-first-due = First due { $day }
form-errors = { $count ->
    [one] 1 thing to correct
   *[other] { $count } things to correct
}
