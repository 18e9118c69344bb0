import { Fragment } from "react";

/** A model's name, that may break where its parts join: "stabilityai/stable-diffusion-3.5-large". */
export function ModelName({ name }: { name: string }) {
  return name.split(/(?<=[/_:@])/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
