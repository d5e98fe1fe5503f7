<nothing/here>
