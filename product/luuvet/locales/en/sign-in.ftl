sign-in-title = Sign in
sign-in-tagline = Documents and work of your organisation, with a trace of every step
sign-in-name = User name
sign-in-password = Password
sign-in = Sign in
sign-in-demo = Demo world
sign-in-demo-note = This is sample data. The list of role accounts is printed in the terminal that started the program.
