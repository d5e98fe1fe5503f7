# since: 2.25, integers wrapped around before
4611686018427387904 * 2
