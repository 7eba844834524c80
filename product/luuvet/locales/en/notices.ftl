notices-title = Notices
notices-none = No notices yet
notices-none-note = New work for you, reminders and answers from recipients will appear here.
notices-read-all = Mark all as read
notices-settings-open = How notices reach you
notices-elsewhere = { $count } unread for your position { $place }.
notices-switch = Switch to this position
notices-closed = You can no longer open this document.
notices-as = For you as { $title }
notices-due = due { $day }
notice-reason-step = Waits for your approval
notice-reason-revise = Returned for changes
notice-reason-number = Waits for its number
notice-reason-issue = Waits to be issued
notice-reason-register = Arrived, to be registered
notice-reason-submit = To be submitted
notice-reason-direct = Waits for your directive
notice-reason-lead = You lead
notice-reason-support = Your support is asked for
notice-reason-inform = For your information
notice-reason-reminded = Reminder
notice-reason-late-1 = Overdue
notice-reason-late-2 = Overdue work that you follow
notice-reason-late-3 = Long overdue in the organisation
notice-reason-answered = A recipient has answered
notice-reason-refused = A recipient has refused
notices-settings-title = How notices reach you
notices-settings-note = What leaves the system is a count and a link, never content. Work that is not urgent is told after ten minutes, in case whoever gave it changes their mind.
notices-save = Save
done-notices = Saved how notices reach you
push-title = On this device
push-note = This phone or computer tells you of new work even when no page is open. Signing out ends it.
push-on = Turn on for this device
push-off = Turn off
push-is-on = On for this device
push-since = on since
push-failed = Could not be turned on: the browser’s push service does not answer. Try again on a better line.
push-insecure = Browsers allow this only when the page’s address begins with https. Ask the administrator for that address.
push-missing = This browser cannot do this. On an iPhone, add the page to the home screen and open it there; elsewhere use Chrome, Edge or Firefox.
push-denied = The browser blocks notifications of this site. Open the site’s permissions, allow notifications, and reload.
push-no-script = This needs JavaScript.
push-closed = This installation cannot reach devices yet. Ask the administrator.
mail-title = E-mail
mail-note = For when no device can be reached.
mail-closed = This installation cannot send mail yet. The choice below takes effect once the administrator has named a mail server.
mail-address = Address
mail-address-hint = Left empty, the address that your organisation has on file is used, if there is one.
mail-on = Send a mail for each new piece of work
mail-on-hint = Otherwise there is only the digest.
digest-title = Daily digest
digest-note = Once on each working day: how much waits, how much is overdue. Nothing is sent when nothing waits. It comes by mail, or to your devices when there is no address.
digest-on = Send me the digest
digest-hour = At
quiet-title = Quiet hours
quiet-note = In these hours nothing is sent but documents of the highest urgency; the rest comes at once at their end. The same hour twice means no quiet hours.
quiet-from = From
quiet-until = Until
hour = { $hour }:00
message-news = { $count ->
    [one] { $count } new item
   *[other] { $count } new items
}
message-waiting = { $count ->
    [one] { $count } item is waiting
   *[other] { $count } items are waiting
}
message-waiting-late = { $count ->
    [one] { $count } item is waiting, { $late } overdue
   *[other] { $count } items are waiting, { $late } overdue
}
message-basket = { $basket }: { $count }
message-basket-late = { $basket }: { $count } ({ $late } overdue)
message-open = Open: { $link }
message-foot = Change or end these messages: { $link }
problem-notices-mail = This is no e-mail address. Write one address, such as name@school.edu.vn.
problem-notices-mail-missing = There is no address. Write one, or clear the box for mail.
problem-notices-hour = This hour cannot be used. Choose one from the list.
problem-push-unreadable = The browser’s subscription could not be read. Reload the page and try again.
problem-push-endpoint = This browser’s push service cannot be used. Use Chrome, Edge, Firefox or Safari.
problem-push-closed = This installation cannot reach devices yet. Ask the administrator.
