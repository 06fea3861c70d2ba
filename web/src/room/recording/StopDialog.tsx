import { Trans, useLingui } from "@lingui/react/macro";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { SafeButton } from "../dialogs/EndDialog";
import type { RecordedTrack } from "../link/protocol";
import { useTrackNames } from "./names";
import type { Recording } from "./capture/recording";

interface StopDialogProps {
  recording: Recording;
  running: readonly RecordedTrack[];
  onClose: () => void;
}

/** Says what stopping does, and that it doesn't affect the interview. */
export function StopDialog({ recording, running, onClose }: StopDialogProps) {
  const { t } = useLingui();
  const names = useTrackNames()(running);
  return (
    <Dialog title={t`Stop recording?`} onClose={onClose}>
      <p className="mt-3 leading-[1.6] text-ink-2">
        <Trans>
          Recording of your {names} stops for the rest of this interview. The interview itself continues, with the same
          questions.
        </Trans>
      </p>
      <p className="mt-3 leading-[1.6] text-ink-2">
        <Trans>Existing recordings are kept until you erase your data under “Your data and your rights”.</Trans>
      </p>
      <div className="mt-6 flex flex-col gap-2 wide:flex-row wide:justify-between">
        <SafeButton onClick={onClose}>
          <Trans>Keep recording</Trans>
        </SafeButton>
        <Button
          look="danger"
          onClick={() => {
            recording.stop();
            onClose();
          }}
        >
          <Trans>Stop permanently</Trans>
        </Button>
      </div>
    </Dialog>
  );
}
