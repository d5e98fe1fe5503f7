import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import type { FileType } from '../io';
import { createInterpreter } from '../interpreter';
import { MemoryIo } from '../testing/memory-io';
import { encodeUtf8 } from '../value/string-bytes';
import { digest } from './digest';
import { formatHash, parseHash, toBase16, toBase64, toNix32 } from './hash-text';

describe('digests', () => {
  const lengths = [0, 1, 55, 56, 57, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 1000];

  test.each(['md5', 'sha1', 'sha256', 'sha512'] as const)('%s agrees with the platform', (algorithm) => {
    for (const length of lengths) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff);
      expect([length, toBase16(digest(algorithm, bytes))]).toEqual([
        length,
        createHash(algorithm).update(bytes).digest('hex'),
      ]);
    }
  });
});

describe('hashes as text', () => {
  const bytes = digest('sha256', encodeUtf8('abc'));

  test('are written in four ways and read back', () => {
    for (const format of ['base16', 'nix32', 'base64', 'sri'] as const) {
      const text = formatHash({ algorithm: 'sha256', bytes }, format);
      expect(parseHash(text, 'sha256')).toEqual({ algorithm: 'sha256', bytes });
    }
    expect(toNix32(bytes)).toBe('1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s');
    expect([0, 1, 2, 3, 4].map((length) => toBase64(bytes.subarray(0, length)))).toEqual(
      [0, 1, 2, 3, 4].map((length) => Buffer.from(bytes.subarray(0, length)).toString('base64')),
    );
  });

  test.each([
    ['abc', undefined, 'does not include a type'],
    ['md5:abc', undefined, 'has wrong length'],
    ['sha1:00', 'sha256', "should have type 'sha256' but has type 'sha1'"],
    [`sha256:${'g'.repeat(64)}`, undefined, 'invalid base-16 hash'],
    [`sha256:${'e'.repeat(52)}`, undefined, 'invalid base-32 hash'],
    ['sha256-!!!!', undefined, 'invalid base-64 hash'],
  ] as const)('%s is refused', (text, algorithm, message) => {
    expect(() => parseHash(text, algorithm)).toThrow(message);
  });
});

describe('store paths of sources', () => {
  /** A disk with a symlink and an executable, which the one in memory does not have. */
  class RichIo extends MemoryIo {
    override fileType(path: string): FileType | undefined {
      return path === '/src/link' ? 'symlink' : super.fileType(path);
    }

    override readDir(path: string): ReadonlyMap<string, FileType> | undefined {
      const entries = super.readDir(path);
      return path === '/src' ? new Map([...(entries ?? []), ['link', 'symlink']]) : entries;
    }

    readLink(path: string): string | undefined {
      return path === '/src/link' ? 'file' : undefined;
    }

    isExecutable(path: string): boolean {
      return path === '/src/run';
    }

    readBytes(path: string): Uint8Array | undefined {
      return path === '/src/binary' ? Uint8Array.of(0, 255, 1) : undefined;
    }
  }

  test('depend on names, contents, links and permissions', () => {
    const io = new RichIo({
      files: { '/src/file': 'text', '/src/run': '#!', '/src/binary': '', '/src/sub/x': 'x' },
    });
    const interpreter = createInterpreter({ io });
    // As the real Nix gives for the same folder.
    expect(interpreter.copyToStore('/src')).toMatchObject({ text: expectedPath });
  });

  test('need to know where symlinks lead', () => {
    const io = new RichIo({ files: { '/src/file': 'text' } });
    io.readLink = () => undefined;
    expect(() => createInterpreter({ io }).copyToStore('/src')).toThrow(NixError);
  });
});

const expectedPath = '/nix/store/pzd1la5nwzl11vlbvz1wqrqz3vsx4h05-src';
