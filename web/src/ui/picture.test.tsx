import { act, fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { changeConnection } from "@/api/connection";
import { thumbhash } from "@/testing/sprite";
import { Picture } from "./picture";
import { placeholder } from "./thumbhash";

const SQUARE = { width: 512, height: 512 };

describe("a picture", () => {
  it("has its room and a blurred stand-in before it is there", () => {
    const { container } = render(<Picture src="/images/one" alt="a fox" width={640} height={480} thumbhash={thumbhash("a red fox", 7, SQUARE)} />);
    const frame = container.firstElementChild as HTMLElement;
    expect(frame.style.aspectRatio).toBe("640 / 480");
    expect(frame.style.backgroundImage).toMatch(/^url\("?data:image\/png/);
    const image = screen.getByRole("img", { name: "a fox" });
    expect(image).toHaveClass("opacity-0");
    expect(image).toHaveAttribute("loading", "lazy");
    fireEvent.load(image);
    expect(image).not.toHaveClass("opacity-0");
    expect(frame.style.backgroundImage).toBe("");
  });

  it("says when it does not come, and is square where nobody knows better", () => {
    const { container } = render(<Picture src="/images/one" alt="a fox" eager />);
    expect((container.firstElementChild as HTMLElement).style.aspectRatio).toBe("1 / 1");
    expect(screen.getByRole("img")).toHaveAttribute("loading", "eager");
    vi.useFakeTimers();
    for (const pause of [1_000, 4_000, 0]) {
      const before = screen.getByRole("img");
      fireEvent.error(before);
      expect(before).toHaveClass("opacity-0");
      act(() => void vi.advanceTimersByTime(pause));
      expect(screen.queryByRole("img")).not.toBe(before);
    }
    vi.useRealTimers();
    expect(screen.getByText("This picture could not be loaded.")).toBeVisible();
  });

  it("comes when the server is back", () => {
    changeConnection({ state: "down" });
    render(<Picture src="/images/one" alt="a fox" />);
    fireEvent.error(screen.getByRole("img"));
    expect(screen.getByText("This picture could not be loaded.")).toBeVisible();
    act(() => changeConnection({ state: "online" }));
    fireEvent.load(screen.getByRole("img"));
    expect(screen.getByRole("img")).not.toHaveClass("opacity-0");
  });
});

describe("a stand-in", () => {
  it("is made once, and not at all of what cannot be read", () => {
    const hash = thumbhash("a blue bird", 3, SQUARE);
    expect(placeholder(hash)).toBe(placeholder(hash));
    expect(placeholder("%%%")).toBeUndefined();
    expect(placeholder(null)).toBeUndefined();
  });
});
