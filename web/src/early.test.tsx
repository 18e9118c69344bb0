import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install, renderPage } from "@/testing/render-page";
import { beginEarly } from "./early";

function painted(): FakeApi {
  const api = new FakeApi();
  api.addJob("a red fox");
  install(api);
  return api;
}

describe("what begins early", () => {
  it.each([
    ["?view=gallery", /^GET \/gallery\/list/],
    ["?gallery=job-1", /^GET \/gallery\/job-1$/],
  ])("is what %s asks first, and is asked once", async (search, question) => {
    const api = painted();
    beginEarly(search);
    expect(api.asked).toHaveLength(1);
    renderPage(`/${search}`, api);
    await waitFor(() => expect(screen.getAllByText("a red fox").length).toBeGreaterThan(0));
    expect(api.asked.filter((one) => question.test(one))).toHaveLength(1);
  });

  it("is nothing where the view asks for something else", () => {
    const api = painted();
    for (const search of ["", "?view=gallery&q=fox", "?view=api", "?job=job-1"]) beginEarly(search);
    expect(api.asked).toEqual([]);
  });

  it("leaves a fault to the view, which can ask again", async () => {
    const api = painted();
    api.down = true;
    beginEarly("?view=gallery");
    const { user } = renderPage("/?view=gallery", api);
    const again = await screen.findByRole("button", { name: "Try again" });
    api.down = false;
    await user.click(again);
    expect((await screen.findAllByText("a red fox")).length).toBeGreaterThan(0);
  });
});
