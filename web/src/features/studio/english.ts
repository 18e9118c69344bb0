/** Letters that no English word is written with, not even one that came from elsewhere, as "café" and "jalapeño" did. */
const OTHER_LETTERS = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]|[äöüßåøæąęłśźżčšžěřůőű¿¡]/iu;

/** Small words of German, Spanish, French, Italian and Portuguese that are none in English. */
const OTHER_WORDS = new Set(
  (
    "ein eine einen einem einer eines und mit auf der das dem vor hinter unter über neben im vom zum nicht " +
    "un una unos unas el del con sobre por y al muy " +
    "une des dans sur avec et du aux " +
    "uno gli della nel che um uma com em não"
  ).split(" "),
);

/** Whether a prompt is likely to be English; not whether it is good English. A guess: what is not known to be otherwise is. */
export function seemsEnglish(prompt: string): boolean {
  if (OTHER_LETTERS.test(prompt)) return false;
  // What is all capitals is a name: MIT, UN.
  return !prompt.split(/[^\p{L}]+/u).some((word) => word !== word.toUpperCase() && OTHER_WORDS.has(word.toLowerCase()));
}
