import { buttonClass } from "./button";
import { Icon } from "./icon";
import { Opener } from "./opener";
import { text } from "./viewer-text";

interface DownloadMenuProps {
  jobId: string;
  className?: string;
}

const loadPanel = () => import("./download-panel").then((module) => module.DownloadPanel);

/** A button that packs all pictures of a job into one file, in the form that is chosen. */
export function DownloadMenu({ jobId, className = "" }: DownloadMenuProps) {
  return (
    <Opener
      kind="dialog"
      className={buttonClass("plain", className)}
      load={loadPanel}
      popup={(Panel, popup) => <Panel {...popup} jobId={jobId} />}
    >
      <Icon name="download" />
      {text().zip}
    </Opener>
  );
}
