search-title = Find a document
search-begin = Search every document you may see
search-begin-note = Type a number, a subject, a sender or a signer, with or without marks.
search-none = No document has “{ $words }”
search-none-note = Leave out a word, or type the number alone. Documents not sent to you do not appear here; ask the clerk.
search-more = Only the 50 newest are shown. Add a word to narrow them down.
