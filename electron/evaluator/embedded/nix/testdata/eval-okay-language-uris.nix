[ https://example.org/a?b=c&d=%20 mailto:a@b.c x:y ftp://h:21/~u/+,-_.!~*' ]
