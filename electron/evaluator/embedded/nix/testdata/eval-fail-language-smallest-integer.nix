# since: 2.25, integers wrapped around before
(-9223372036854775807 - 1) / (-1)
