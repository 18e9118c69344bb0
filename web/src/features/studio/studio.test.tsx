import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";

const promptBox = () => screen.getByRole("textbox", { name: "Prompt" });
const painted = (prompt: string) => screen.findByText(`5 pictures painted`).then(() => screen.getAllByRole("img", { name: new RegExp(`^${prompt}, painted by`) }));

describe("the studio", () => {
  it("turns a prompt into a card for every model, and then into pictures", async () => {
    const { user, api } = renderPage();
    await user.type(promptBox(), "a red fox");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findAllByRole("article")).toHaveLength(5);
    expect(await painted("a red fox")).toHaveLength(5);
    expect(location.search).toMatch(/^\?job=/);
    expect(api.calls.filter((one) => one === "POST /generate")).toHaveLength(1);
    expect(screen.getByRole("button", { name: "All as zip" })).toBeVisible();
  });

  it("buys once what is asked for twice in a moment, and again when it is meant", async () => {
    const now = vi.spyOn(performance, "now");
    const { user, api } = renderPage();
    const orders = () => api.calls.filter((one) => one === "POST /generate");
    await user.type(promptBox(), "a red fox");
    now.mockReturnValue(10_000);
    for (let times = 0; times < 3; times++) {
      await user.keyboard("{Control>}{Enter}{/Control}");
      await screen.findByText("5 pictures painted");
    }
    expect(orders()).toHaveLength(1);
    now.mockReturnValue(12_000);
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(orders()).toHaveLength(2));
  });

  it("shows the steps on the way", async () => {
    const { user, api } = renderPage();
    api.hold();
    await user.type(promptBox(), "a red fox");
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    const bar = await screen.findByRole("progressbar", { name: "Steps of Fluent 3D" });
    expect(bar).toHaveAttribute("aria-valuemax", "12");
    api.release();
    await painted("a red fox");
  });

  it("starts from an example", async () => {
    const { user } = renderPage();
    await user.click(await screen.findByRole("button", { name: "a robot on a pink background" }));
    expect(await painted("a robot on a pink background")).toHaveLength(5);
    expect(promptBox()).toHaveValue("a robot on a pink background");
  });

  it("says what of a link it cannot use", async () => {
    renderPage("/?prompt=a+fox&steps=1e3&models=painter/noto,gone/model");
    expect(await screen.findByText("Left out of what the link says: Steps, gone/model")).toBeVisible();
    expect(await screen.findByRole("button", { name: "Paint with 1 model · free" })).toBeVisible();
  });

  it("says what keeps it from generating", async () => {
    const { user } = renderPage();
    expect(screen.getByRole("button", { name: /^Paint/ })).toHaveAttribute("aria-disabled", "true");
    await user.click(promptBox());
    await user.paste("x".repeat(1_002));
    expect(await screen.findByText("The prompt is 2 characters too long")).toBeVisible();
    expect(promptBox()).toBeInvalid();
  });

  it("finds its job again by the address", async () => {
    const api = new FakeApi();
    const job = api.addJob("a blue bird");
    renderPage(`/?job=${job.jobId}`, api);
    expect(await painted("a blue bird")).toHaveLength(5);
    expect(promptBox()).toHaveValue("a blue bird");
  });

  it("asks for the status where events do not come through", async () => {
    const api = new FakeApi();
    api.withoutEvents = true;
    const { user } = renderPage("/", api);
    await user.type(promptBox(), "a red fox");
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    expect(await painted("a red fox")).toHaveLength(5);
    expect(api.calls.some((one) => one.startsWith("GET /status/"))).toBe(true);
  });

  it("says why one model failed, warns of the bill, and lets it try again", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "a bird fail:timed-out");
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    expect(await screen.findByText("That took too long.")).toBeVisible();
    const card = screen.getByRole("article", { name: "Fluent flat" });
    expect(within(card).getByText(/may have been billed\./)).toBeVisible();
    await screen.findByText("4 of 5 pictures painted; 1 failed");
    await user.click(within(card).getByRole("button", { name: "Try again" }));
    expect(await painted("a bird fail:timed-out")).toHaveLength(5);
  });

  it("stops one model and leaves the others", async () => {
    const { user, api } = renderPage();
    api.hold();
    await user.type(promptBox(), "a red fox");
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    await user.click(await screen.findByRole("button", { name: "Stop Noto" }));
    expect(await within(screen.getByRole("article", { name: "Noto" })).findByText("Stopped")).toBeVisible();
    api.release();
    expect(await screen.findByText("4 of 5 pictures painted; 1 stopped")).toBeVisible();
  });

  it("tells when a rate limit lets the next prompt through", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "refuse:RATE_LIMIT_EXCEEDED");
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("You are faster than this server allows. Try again in 12 seconds.");
    await user.type(promptBox(), "!");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("sends again after a network fault, under the same key", async () => {
    const { user, api } = renderPage();
    await screen.findByRole("slider", { name: "Steps" });
    await user.type(promptBox(), "a red fox");
    api.down = true;
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    await waitFor(() => expect(api.calls).toContain("POST /generate"));
    api.down = false;
    expect(await painted("a red fox")).toHaveLength(5);
    expect(api.jobs.size).toBe(1);
  });

  it("says that a job is not there", async () => {
    renderPage("/?job=nothing");
    expect(await screen.findByRole("alert")).toHaveTextContent("There is nothing here.");
  });

  it("asks only the chosen models with the chosen settings", async () => {
    const { user, api } = renderPage("/?prompt=a+fox&steps=20&seed=5");
    await user.click(await screen.findByRole("button", { name: /All 5 models/ }));
    await user.click(await screen.findByRole("checkbox", { name: /^Noto blobs/ }));
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    expect(await screen.findByText("4 pictures painted")).toBeVisible();
    const [job] = [...api.jobs.values()];
    expect(job?.parameters).toMatchObject({ steps: 20, seed: 5 });
    expect(job?.results.map((run) => run.model)).not.toContain("Noto blobs");
  });
});

describe("enhancing", () => {
  it("shows the prompt beside proposals, says that it is built in, and changes nothing by itself", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "a red fox");
    await user.click(screen.getByRole("button", { name: "Enhance" }));
    expect(await screen.findByText(/built in;/)).toBeVisible();
    expect(promptBox()).toHaveValue("a red fox");
    await user.click(screen.getByRole("button", { name: /^Use: .*yellow/ }));
    expect(promptBox()).toHaveValue("a red fox, bold colours, on a yellow background");
    expect(screen.queryByText(/built in;/)).not.toBeInTheDocument();
  });

  it("keeps the prompt on request", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "a red fox");
    await user.click(screen.getByRole("button", { name: "Enhance" }));
    await user.click(await screen.findByRole("button", { name: "Keep mine" }));
    expect(promptBox()).toHaveValue("a red fox");
    expect(screen.queryByText(/built in;/)).not.toBeInTheDocument();
  });

  it("says who was asked first, in vain", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "instead:enhance");
    await user.click(screen.getByRole("button", { name: "Enhance" }));
    expect(
      await screen.findByText("From: the word smith (built in), because the poet had no proposal: That took too long."),
    ).toBeVisible();
    expect(screen.queryByText(/no language model was asked/)).not.toBeInTheDocument();
  });

  it("says so when it fails", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "refuse:enhance");
    await user.click(screen.getByRole("button", { name: "Enhance" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("This is out of order at the moment.");
    expect(promptBox()).toHaveValue("refuse:enhance");
  });
});
