import { Button } from "./button";
import { Dialog } from "./dialog";
import { uiText } from "./ui-text";

interface ConfirmProps {
  question: string;
  detail: string;
  yes: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something that cannot be undone. */
export function Confirm({ question, detail, yes, onYes, onNo }: ConfirmProps) {
  return (
    <Dialog label={question} onClose={onNo} className="max-w-sm p-5">
      <h2 className="text-lg font-semibold">{question}</h2>
      <p className="mt-1 text-sm text-muted">{detail}</p>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onNo} autoFocus>
          {uiText().keep}
        </Button>
        <Button look="primary" onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
