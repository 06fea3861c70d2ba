import type { ReactNode } from "react";

import { Frame, Heading } from "./Frame";
import type { Interview } from "../link/protocol";

interface WallProps {
  interview: Interview | null;
  heading: string;
  /** Shown above the heading: which interview this is about. */
  about?: string | undefined;
  takesFocus: boolean;
  children: ReactNode;
}

/** A page with one heading, one sentence, one action. */
export function Wall({ interview, heading, about, takesFocus, children }: WallProps) {
  return (
    <Frame interview={interview} title={heading}>
      <div className="grid gap-4 pb-12 wide:pt-8">
        {about && (
          <p lang={interview?.language} className="text-ink-2">
            {about}
          </p>
        )}
        <Heading takesFocus={takesFocus}>{heading}</Heading>
        <div className="grid max-w-[60ch] justify-items-start gap-6 leading-[1.6]">{children}</div>
      </div>
    </Frame>
  );
}
