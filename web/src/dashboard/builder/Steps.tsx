import { useLingui } from "@lingui/react/macro";

import type { Saving } from "../autosave/SaveState";
import { useMay } from "../me";
import { SavingLine } from "./SavingLine";

export type Step = "outline" | "edit";

interface StepsProps {
  step: Step;
  onStep: (step: Step) => void;
  /** Whether the changes are saved; null if there are none. */
  saving: Saving | null;
}

/**
 * In a narrow window, the builder shows one of two steps at a time. In a wide one, both are side by side. The form
 * itself says whether it is saved; while it is out of sight, this part does.
 */
export function Steps({ step, onStep, saving }: StepsProps) {
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  const steps: { id: Step; name: string }[] = [
    { id: "outline", name: t`Outline` },
    { id: "edit", name: canChange ? t`Edit` : t`Question` },
  ];
  return (
    <nav aria-label={t`Steps`} className="grid gap-1 wide:hidden">
      <ol className="grid grid-cols-2 gap-1 rounded-control bg-sunken p-1">
        {steps.map(({ id, name }, place) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === step ? "step" : undefined}
              className="min-h-11 w-full cursor-pointer rounded-control text-label aria-[current=step]:bg-surface aria-[current=step]:font-[650] aria-[current=step]:shadow-[inset_0_0_0_1.5px_var(--line-strong)]"
              onClick={() => {
                onStep(id);
              }}
            >
              {`${String(place + 1)}. ${name}`}
            </button>
          </li>
        ))}
      </ol>
      {step !== "edit" && <SavingLine saving={saving} />}
    </nav>
  );
}
