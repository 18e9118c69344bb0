import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { ApiFailure, ownFailure } from "@/api/failure";
import { currentToasts } from "@/ui/toaster";
import { tellBackgroundFaults } from "./background-faults";

const broken = new ApiFailure(500, { error: "INTERNAL", message: "m", correlationId: "c" });

it("says once that what is shown could not be refreshed", async () => {
  const client = new QueryClient();
  const stop = tellBackgroundFaults(client);
  let fault: Error | undefined;
  const ask = (key: string) =>
    client.query({ queryKey: [key], queryFn: () => (fault ? Promise.reject(fault) : Promise.resolve("shown")), retry: false }).catch(() => undefined);

  fault = broken;
  await ask("nothing to show yet");
  expect(currentToasts()).toEqual([]);

  fault = undefined;
  await ask("models");
  await ask("list");
  fault = ownFailure("NETWORK", "c");
  await ask("models");
  expect(currentToasts()).toEqual([]);
  fault = broken;
  await ask("models");
  await ask("list");
  expect(currentToasts().map((one) => one.text)).toEqual(["This could not be refreshed. Something went wrong on the server's side."]);

  stop();
  fault = ownFailure("BAD_ANSWER", "c");
  await ask("models");
  expect(currentToasts()).toHaveLength(1);
});
