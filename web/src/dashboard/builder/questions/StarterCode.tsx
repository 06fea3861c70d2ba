import { Trans, useLingui } from "@lingui/react/macro";
import { Component, lazy, type ReactNode, Suspense } from "react";

import { TextArea } from "../../../ui/TextArea";

const CodeEditor = lazy(() => import("./CodeEditor"));

interface StarterCodeProps {
  value: string;
  isReadOnly: boolean;
  onChange: (code: string) => void;
}

/** The code that a candidate begins with. If the editor can't be loaded, a text area replaces it. */
export function StarterCode({ value, isReadOnly, onChange }: StarterCodeProps) {
  const { t } = useLingui();
  const plain = (
    <TextArea
      label={t`Starter code`}
      className="font-mono"
      spellCheck={false}
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    />
  );
  return (
    <OrPlain plain={plain}>
      <div className="grid gap-1">
        <p aria-hidden="true" className="font-[650]">
          <Trans>Starter code</Trans>
        </p>
        <p className="text-label text-ink-3">
          <Trans>Tab indents. Press Esc, then Tab, to move on.</Trans>
        </p>
        <Suspense fallback={<div aria-busy="true" className="late min-h-50 rounded-control bg-sunken" />}>
          <CodeEditor
            value={value}
            label={t`Starter code. Tab indents. Press Esc, then Tab, to move on.`}
            isReadOnly={isReadOnly}
            onChange={onChange}
          />
        </Suspense>
      </div>
    </OrPlain>
  );
}

class OrPlain extends Component<{ plain: ReactNode; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.plain : this.props.children;
  }
}
