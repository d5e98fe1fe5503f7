[ http://example.org/a?b=c&d=e mailto:a@b x:y (x: y: x) ]
