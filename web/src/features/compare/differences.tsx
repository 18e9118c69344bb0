import { IconButton } from "@/ui/button";
import { Picture } from "@/ui/picture";
import { type Fact, outcomeOf, settingsOf } from "@/ui/picture-facts";
import { PictureMenu } from "@/ui/picture-menu";
import type { PictureInfo } from "@/ui/reuse";
import { text } from "./text";

interface DifferencesProps {
  images: readonly PictureInfo[];
  /** By run id. */
  names: ReadonlyMap<string, string>;
  /** Asks for a picture in full. */
  onOpen: (runId: string) => void;
  /** Asks for other pictures, or for another order. */
  onChange: (pictures: string[]) => void;
}

/** The pictures side by side with what is known of them. What differs stands out. */
export function Differences({ images, names, onOpen, onChange }: DifferencesProps) {
  const t = text();
  const pictures = images.map((image) => image.runId);
  const moved = (at: number) => pictures.toSpliced(at, 1).toSpliced(at - 1, 0, pictures[at] ?? "");
  const rows = rowsOf(images);
  return (
    // Four pictures are wider than a phone.
    <div role="region" aria-label={t.differences} tabIndex={0} className="mt-4 overflow-x-auto rounded-md">
      <table className="w-full table-fixed border-collapse text-sm" style={{ minWidth: `${5.5 + images.length * 7.25}rem` }}>
        <thead>
          <tr>
            <td className="w-22 sm:w-36" />
            {images.map((image, at) => {
              const name = names.get(image.runId) ?? image.model;
              return (
                <th key={image.runId} scope="col" className="px-1.5 pb-2 text-left align-top font-semibold sm:px-3">
                  <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <button type="button" onClick={() => onOpen(image.runId)} aria-label={t.enlarge(name)} title={t.enlarge(name)} className="w-12 cursor-zoom-in rounded-sm">
                      <Picture src={image.thumbnailUrl} alt="" width={image.width} height={image.height} thumbhash={image.thumbhash} className="rounded-sm" />
                    </button>
                    <span className="min-w-0 flex-1 basis-24 leading-snug wrap-anywhere">{name}</span>
                  </div>
                  <div className="-ml-2 mt-1 flex flex-wrap">
                    <PictureMenu image={image} />
                    {at > 0 && <IconButton icon="left" label={t.forward(name)} onClick={() => onChange(moved(at))} />}
                    {images.length > 1 && (
                      <IconButton icon="close" label={t.remove(name)} onClick={() => onChange(pictures.toSpliced(at, 1))} />
                    )}
                  </div>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, differs }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1.5 pr-2 text-left align-top font-normal text-muted hyphens-auto">
                {name}
              </th>
              {values.map((value, at) => (
                <td
                  key={pictures[at]}
                  className={`px-1.5 py-1.5 align-top wrap-anywhere tabular-nums sm:px-3 ${differs ? "font-semibold" : "text-muted"}`}
                >
                  {value ?? <span className="font-normal text-muted">{t.none}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Row {
  name: string;
  values: (string | undefined)[];
  differs: boolean;
}

/**
 * What can be said of at least one of them. The model is the head of the column, and one prompt for all the head of the
 * page. What a picture took and cost was not chosen, so it does not stand out.
 */
function rowsOf(images: readonly PictureInfo[]): Row[] {
  const t = text();
  const chosen = columnsOf(images, (image) => [{ name: t.prompt, value: image.prompt }, ...settingsOf(image).slice(1)]);
  const rows = chosen.filter(({ name, differs }) => name !== t.prompt || differs);
  return [...rows, ...columnsOf(images, outcomeOf).map((row) => ({ ...row, differs: false }))];
}

function columnsOf(images: readonly PictureInfo[], factsOf: (image: PictureInfo) => Fact[]): Row[] {
  const columns = images.map(factsOf);
  return (columns[0] ?? [])
    .map(({ name }, at) => {
      const values = columns.map((column) => column[at]?.value);
      return { name, values, differs: new Set(values).size > 1 };
    })
    .filter(({ values }) => values.some((value) => value !== undefined));
}
