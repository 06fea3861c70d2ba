import { Fragment } from "react";

/** A URL that, if it doesn't fit into a line, preferably breaks after a slash. */
export function UrlText({ url }: { url: string }) {
  return (
    <code className="font-mono text-label font-normal wrap-anywhere text-ink-2">
      {url.split("/").map((part, index) => (
        <Fragment key={index}>
          {index > 0 && (
            <>
              /<wbr />
            </>
          )}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
