import { DropdownMenu } from "radix-ui";
import { type ComponentProps, type ReactNode, useState } from "react";
import preferences from "@/text/en/preferences";
import { chooseLanguage, currentLanguage, LANGUAGES, type Language } from "@/text/language";
import { part } from "@/text/part";
import { buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { chooseSounds, soundsWanted } from "@/ui/sound";
import { chooseTheme, currentTheme, THEMES, type Theme } from "@/ui/theme";
import { toast } from "@/ui/toaster";
import { install, useInstallable } from "./install";
import { shellText } from "./shell-text";

const text = part("preferences", preferences);

/** How people like the page: its language, its look, its sounds. */
export function Preferences({ onHelp }: { onHelp: () => void }) {
  const t = text();
  const [open, setOpen] = useState(true);
  const [theme, setTheme] = useState(currentTheme);
  const [sounds, setSounds] = useState(soundsWanted);
  const installable = useInstallable();
  const label = shellText().preferences;

  const speak = (language: Language) =>
    chooseLanguage(language).catch(() => toast(text().languageMissing, undefined, { kind: "failed" }));

  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger aria-label={label} title={label} aria-keyshortcuts="Alt+," className={buttonClass("quiet", "size-9 px-0! pointer-coarse:size-11")}>
        <Icon name="gear" />
      </DropdownMenu.Trigger>
      {/* Without a portal, so that it stays within the landmark of the header. */}
      <DropdownMenu.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        loop
        className="z-30 max-h-(--radix-dropdown-menu-content-available-height) min-w-60 animate-rise overflow-y-auto rounded-lg border border-line bg-raised p-1.5 text-sm shadow-float"
      >
        <Heading>{t.language}</Heading>
        <DropdownMenu.RadioGroup value={currentLanguage()} onValueChange={(value) => void speak(value as Language)} aria-label={t.language}>
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <Choice key={code} value={code} lang={code}>
              {name}
            </Choice>
          ))}
        </DropdownMenu.RadioGroup>
        <Line />
        <Heading>{t.theme}</Heading>
        <DropdownMenu.RadioGroup
          value={theme}
          aria-label={t.theme}
          onValueChange={(value) => {
            chooseTheme(value as Theme);
            setTheme(value as Theme);
          }}
        >
          {THEMES.map((one) => (
            <Choice key={one} value={one}>
              {t.themes[one]}
            </Choice>
          ))}
        </DropdownMenu.RadioGroup>
        <Line />
        <DropdownMenu.CheckboxItem
          checked={sounds}
          onCheckedChange={(on) => {
            chooseSounds(on);
            setSounds(on);
          }}
          onSelect={stay}
          className={ITEM}
        >
          <Tick />
          {t.sounds}
        </DropdownMenu.CheckboxItem>
        <Line />
        {installable && (
          <DropdownMenu.Item className={ITEM} onSelect={() => void install()}>
            <Icon name="download" />
            {t.install}
          </DropdownMenu.Item>
        )}
        <DropdownMenu.Item className={ITEM} onSelect={onHelp}>
          <Icon name="help" />
          {t.keys}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

const ITEM =
  "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 outline-none select-none data-highlighted:bg-sunken pointer-coarse:min-h-11";

/** The menu stays open, so that people see what they chose and can choose another. */
const stay = (event: Event) => event.preventDefault();

function Choice({ children, ...rest }: ComponentProps<typeof DropdownMenu.RadioItem>) {
  return (
    <DropdownMenu.RadioItem {...rest} onSelect={stay} className={ITEM}>
      <Tick />
      {children}
    </DropdownMenu.RadioItem>
  );
}

const Heading = ({ children }: { children: ReactNode }) => (
  <DropdownMenu.Label className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-muted">{children}</DropdownMenu.Label>
);

const Line = () => <DropdownMenu.Separator className="mx-2.5 my-1.5 h-px bg-line" />;

/** Has its room where nothing is chosen, too. */
const Tick = () => (
  <span className="grid size-4 place-items-center text-accent">
    <DropdownMenu.ItemIndicator>
      <Icon name="check" />
    </DropdownMenu.ItemIndicator>
  </span>
);
