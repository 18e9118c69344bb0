import { Component, type ComponentType, type ReactNode } from "react";
import { report } from "@/api/report";
import { Button } from "./button";
import type { BrokenProps } from "./broken";
import { uiText } from "./ui-text";

interface Props {
  children: ReactNode;
  /** What the children are, for the report. */
  where: string;
}

interface State {
  error: unknown;
  broken: boolean;
  /** Under which reference the server's log has the fault. */
  reference: string | undefined;
  /** What is shown in place of the children, once it is loaded. */
  Face: ComponentType<BrokenProps> | undefined;
}

/** Keeps a fault in one part of the page from taking the rest with it, and reports it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, broken: false, reference: undefined, Face: undefined };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { broken: true, error };
  }

  override componentDidCatch(error: Error) {
    void report(error, this.props.where).then((reference) => this.setState({ reference }));
    // What stands in until then, and if it does not come, has to be here already.
    import("./broken").then(
      ({ Broken }) => this.setState({ Face: Broken }),
      () => undefined,
    );
  }

  override render() {
    const { broken, error, reference, Face } = this.state;
    if (!broken) return this.props.children;
    if (Face) return <Face error={error} reference={reference} onGoOn={() => this.setState({ broken: false })} />;
    return (
      <div role="alert" className="px-4 py-20 text-center">
        <p>{uiText().trouble}</p>
        <Button look="primary" className="mt-5" onClick={() => location.reload()}>
          {uiText().loadAgain}
        </Button>
      </div>
    );
  }
}
