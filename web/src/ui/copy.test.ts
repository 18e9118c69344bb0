import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { canCopyPictures, copyPicture, copyText } from "./copy";

const put: Blob[] = [];

class Item {
  constructor(readonly content: Record<string, Promise<Blob>>) {}
}

function clipboard(is: Partial<Clipboard> | undefined) {
  Object.defineProperty(navigator, "clipboard", { value: is, configurable: true });
}

beforeEach(() => {
  put.length = 0;
  vi.stubGlobal("ClipboardItem", Item);
  clipboard({
    write: async ([one]) => {
      put.push(await ((one as unknown as Item).content["image/png"] as Promise<Blob>));
    },
  });
});

afterEach(() => {
  Reflect.deleteProperty(navigator, "clipboard");
  Reflect.deleteProperty(document, "execCommand");
});

const answer = (type: string, status = 200) =>
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("pixels", { status, headers: { "Content-Type": type } })));

describe("copying text where there is no clipboard", () => {
  function old(copies: boolean) {
    clipboard(undefined);
    let copied = "";
    const value = () => {
      copied = (document.activeElement as HTMLTextAreaElement).value;
      return copies;
    };
    Object.defineProperty(document, "execCommand", { value, configurable: true });
    return () => copied;
  }

  it("goes the old way, inside an open dialog, and gives the focus back", async () => {
    const copied = old(true);
    document.body.innerHTML = "<dialog open><button>Copy</button></dialog>";
    const button = document.querySelector("button");
    button?.focus();
    await copyText("a red fox");
    expect(copied()).toBe("a red fox");
    expect(document.activeElement).toBe(button);
    expect(document.querySelector("textarea")).toBeNull();
    document.body.innerHTML = "";
  });

  it("tells when even that is refused", async () => {
    old(false);
    await expect(copyText("a red fox")).rejects.toThrow();
    expect(document.querySelector("textarea")).toBeNull();
  });
});

describe("copying a picture", () => {
  it("is possible only where the browser has what it takes", () => {
    expect(canCopyPictures()).toBe(true);
    clipboard(undefined);
    expect(canCopyPictures()).toBe(false);
    vi.stubGlobal("ClipboardItem", undefined);
    expect(canCopyPictures()).toBe(false);
  });

  it("takes a PNG as it is", async () => {
    answer("image/png");
    await copyPicture("/images/one");
    expect(put.map(({ type }) => type)).toEqual(["image/png"]);
  });

  it("draws any other anew as PNG", async () => {
    answer("image/jpeg");
    const close = vi.fn();
    vi.stubGlobal("createImageBitmap", () => Promise.resolve({ width: 3, height: 2, close }));
    const sizes: string[] = [];
    vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation(function (this: HTMLCanvasElement, done) {
      sizes.push(`${this.width}x${this.height}`);
      done(new Blob([], { type: "image/png" }));
    });
    await copyPicture("/images/one");
    expect(put.map(({ type }) => type)).toEqual(["image/png"]);
    expect(sizes).toEqual(["3x2"]);
    expect(close).toHaveBeenCalledOnce();
    vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((done) => done(null));
    await expect(copyPicture("/images/one")).rejects.toThrow("could not be drawn");
  });

  it("tells when the picture is not there", async () => {
    answer("text/plain", 404);
    await expect(copyPicture("/images/one")).rejects.toThrow("404");
  });
});
