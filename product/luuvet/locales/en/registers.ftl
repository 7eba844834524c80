registers-name-incoming = Register of incoming documents
registers-name-outgoing = Register of outgoing documents
registers-name-copies = Register of copies
problem-number-state = Somebody else has just dealt with this number. Open the register again to see its state.
problem-register-waits = No number yet: “{ $name }” goes on behind an old book and waits for the head's confirmation. Remind the head to open the register and press Confirm.
