import { Fragment } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './markdown.module.css';

/**
 * Text written by strangers, shown safely: no raw HTML, no pictures from elsewhere, and links only through `onLink`,
 * which asks main whether the address may be opened.
 */
export function Markdown(props: {
  readonly text: string;
  readonly onLink: (url: string) => void;
  /** Small and quiet, for descriptions of fields. */
  readonly isQuiet?: boolean;
}) {
  const { text, onLink, isQuiet } = props;
  const className = isQuiet ? classes.quiet : classes.root;
  if (isQuiet && !needsParser.test(text)) return <div className={className}>{withCode(text)}</div>;
  return (
    <div className={className}>
      <ReactMarkdown skipHtml remarkPlugins={[remarkGfm]} components={components(onLink)}>
        {text}
      </ReactMarkdown>
    </div>
  );
}

/** Hundreds of one-line descriptions stand in a form; most need no parser at all. */
const needsParser = /[*_#[\]<>|~\\\n&]|https?:|^\s*[-+\d]/;

function withCode(text: string) {
  return text
    .split('`')
    .map((part, index) =>
      index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
    );
}

function components(onLink: (url: string) => void): Components {
  return {
    a: ({ href, children }) =>
      href !== undefined && /^https:\/\//.test(href) ? (
        <a
          href={href}
          title={href}
          rel="noreferrer"
          onClick={(event) => {
            event.preventDefault();
            onLink(href);
          }}
        >
          {children}
        </a>
      ) : (
        <span>{children}</span>
      ),
    img: ({ alt }) => (
      <span className={classes.picture}>{alt === undefined || alt === '' ? 'picture' : alt}</span>
    ),
  };
}
