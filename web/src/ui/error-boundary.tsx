import { Component, type ReactNode } from "react";
import { report } from "@/api/report";
import { Button } from "./button";

interface Props {
  children: ReactNode;
  /** What the children are, for the report. */
  where: string;
}

/** Keeps a fault in one part of the page from taking the rest with it, and reports it. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: Error) {
    report(error, this.props.where);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div role="alert" className="mx-auto max-w-md px-4 py-20 text-center">
        <h1 className="text-xl font-semibold">This part of the page fell over</h1>
        <p className="mt-2 text-muted">
          Your pictures are safe on the server. The fault has been reported; loading the page again usually helps.
        </p>
        <div className="mt-5 flex justify-center gap-2">
          <Button look="primary" onClick={() => location.reload()}>
            Load again
          </Button>
          <Button onClick={() => this.setState({ broken: false })}>Try to go on</Button>
        </div>
      </div>
    );
  }
}
