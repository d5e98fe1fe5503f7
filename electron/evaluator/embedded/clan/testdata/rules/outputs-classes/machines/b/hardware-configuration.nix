{ never = true; }
