/**
 * The environment that every Nix process gets: who the user is, what their Nix is set up to do, and nothing else. What
 * would change the result of an evaluation (NIX_PATH, locale) is fixed.
 */
const kept =
  /^(HOME|USER|LOGNAME|PATH|TMPDIR|XDG_[A-Z_]+|NIX_(?!PATH$|SHOW_STATS$|COUNT_CALLS$)[A-Z_]+|SSL_CERT_FILE)$/;
/** Of use only to those who may go to the network. */
const forNetwork = /^(SSH_AUTH_SOCK|GIT_SSH(_COMMAND)?|(https?|all|no|ftp)_proxy)$/i;

/** An address where nobody listens: requests end at once. */
const nowhere = 'http://127.0.0.1:9';

/**
 * `--offline` keeps Nix from looking for substitutes, but versions differ in what it means for inputs of flakes. This
 * leaves no way out: downloads go to a proxy that is not there, and git may use files only.
 */
const cutOff: NodeJS.ProcessEnv = {
  http_proxy: nowhere,
  https_proxy: nowhere,
  all_proxy: nowhere,
  HTTPS_PROXY: nowhere,
  HTTP_PROXY: nowhere,
  ALL_PROXY: nowhere,
  no_proxy: '',
  NO_PROXY: '',
  GIT_ALLOW_PROTOCOL: 'file',
  GIT_SSH_COMMAND: 'false',
};

/** Builds the environment. `memoryMegabytes` bounds Nix's heap: beyond it evaluation ends with "out of memory". */
export function nixEnvironment(
  environment: NodeJS.ProcessEnv,
  options: { readonly mayUseNetwork: boolean; readonly memoryMegabytes: number },
): NodeJS.ProcessEnv {
  const taken = Object.entries(environment).filter(
    ([name]) => kept.test(name) || (options.mayUseNetwork && forNetwork.test(name)),
  );
  return {
    ...Object.fromEntries(taken),
    ...(options.mayUseNetwork ? {} : cutOff),
    LC_ALL: 'C.UTF-8',
    TERM: 'dumb',
    NO_COLOR: '1',
    GIT_TERMINAL_PROMPT: '0',
    // Nix's garbage collector reads these two itself; starting small keeps two processes within small machines.
    GC_MAXIMUM_HEAP_SIZE: String(options.memoryMegabytes * 1024 * 1024),
    GC_INITIAL_HEAP_SIZE: String(Math.min(32, options.memoryMegabytes) * 1024 * 1024),
  };
}
