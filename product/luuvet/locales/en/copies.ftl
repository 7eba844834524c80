# Copies of documents: true copies, copies of them, extracts.
deed-copy = Make a copy
copy-title = Make a copy
copy-kind = Which copy
copy-means-true-copy = A photocopy or print of the whole original. An electronic document that stays electronic is forwarded instead.
copy-means-copy-of-copy = A print or photocopy of a true copy; only where this document is one.
copy-means-extract-copy = Only the part that is needed, typeset anew in full form.
copy-extract = The extract
copy-part = Which part
copy-extract-drop = Drop the extract (PDF) here, or choose it
copy-outside = Recipients outside, one a line
copy-do = Make the copy
problem-copy-not-issued = Only an issued document, or a registered incoming one, can be copied. Wait until it is.
problem-copy-kind = A copy of a copy is made of a true copy only. Choose a true copy or an extract.
problem-copy-part = An extract says which part it takes, in under { $limit } letters.
problem-copy-extract = An extract needs the part, typeset anew, as a PDF. Add that file.
problem-copy-file-missing = This document has no readable PDF to copy. Add a scan first.
problem-copy-source-missing = A copy says of which document it is one. Open that document and press Make a copy, or add the relation “Copy of”.
