/** What a sound tells. */
export type Sound = "done" | "failed";

const KEY = "sounds";

/** Tones, one after the other: pitch in hertz, and the seconds from the beginning. */
const TONES: Record<Sound, readonly (readonly [pitch: number, at: number])[]> = {
  // Up a fifth: open and friendly.
  done: [
    [659.3, 0],
    [987.8, 0.12],
  ],
  // Down a minor third: no alarm, only "look here".
  failed: [
    [392, 0],
    [329.6, 0.16],
  ],
};

/** Quiet: a twelfth of full loudness. */
const LOUDNESS = 0.08;
/** Seconds that a tone takes to fade. */
const FADE = 0.35;

let context: AudioContext | undefined;

/** Whether somebody has asked for sounds; there are none until then. */
export function soundsWanted(): boolean {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

/** Turns sounds on or off. Lets the first be heard, which also has the browser allow the later ones. */
export function chooseSounds(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    // Storage may be switched off; sounds then stay off.
  }
  if (on) play("done");
}

/** Plays a sound if sounds are wanted. */
export function play(sound: Sound): void {
  if (!soundsWanted() || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  // A browser may hold back sounds until somebody has touched the page; then there is none, and no harm.
  void context.resume().catch(() => undefined);
  for (const [pitch, at] of TONES[sound]) tone(context, pitch, context.currentTime + at);
}

function tone(audio: AudioContext, pitch: number, start: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = "triangle";
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + FADE);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + FADE);
}
