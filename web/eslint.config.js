import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

/** Rooms from top to bottom; a room imports from those below it, and a feature never from another feature. */
const below = (room, forbidden) => ({
  files: [`src/${room}/**/*.{ts,tsx}`],
  ignores: ["**/*.test.{ts,tsx}"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          { group: ["../**", "!../catalogue", "!../plural"], message: "Say @/… so that the rooms can be told apart." },
          ...forbidden.map((other) => ({
            group: [`@/${other}`, `@/${other}/**`],
            message: `src/${room} must not import from src/${other}: imports go downwards, app → features → ui → api → text.`,
          })),
        ],
      },
    ],
  },
});

const features = ["studio", "gallery", "share", "compare", "api-docs"];

export default tseslint.config(
  { ignores: ["dist", "dist-demo", "src/api/schema.d.ts", "test-results", "playwright-report"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { "react-hooks": hooks },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
      globals: globals.browser,
    },
    rules: {
      ...hooks.configs.recommended.rules,
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
  // Playwright reads the fixtures that a fixture wants from this very pattern.
  { files: ["e2e/fixtures.ts", "e2e/demo.spec.ts"], rules: { "no-empty-pattern": "off" } },
  { files: ["*.js", "scripts/**"], languageOptions: { globals: globals.node } },
  { files: ["src/testing/demo/worker.js"], languageOptions: { globals: globals.serviceworker } },
  below("text", ["api", "ui", "features", "app", "testing"]),
  below("offline", ["ui", "features", "app", "testing"]),
  below("api", ["ui", "features", "app", "testing"]),
  below("ui", ["features", "app", "testing"]),
  ...features.map((feature) =>
    below(`features/${feature}`, ["app", "testing", ...features.filter((other) => other !== feature).map((other) => `features/${other}`)]),
  ),
  below("app", ["testing"]),
);
