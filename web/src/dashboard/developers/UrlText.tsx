import { Fragment } from "react";

/** An address that breaks after its slashes first, where it does not fit into a line. */
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
