export default {
  free: "free",
  about: (sum: string) => `about ${sum}`,
  perhaps: (sum: string) => `may have cost ${sum}`,
  costUnknown: "cost unknown",
  priceUnknown: (models: number) => `${models} of unknown price`,
  plusUnknown: (sum: string, models: number) => `${sum} + ${models} unknown`,
  /** What is spent of what may be, by who spends it and when. */
  spent: {
    daily: (spent: string, limit: string) => `today ${spent} of ${limit}`,
    monthly: (spent: string, limit: string) => `this month ${spent} of ${limit}`,
    clientDaily: (spent: string, limit: string) => `yours today ${spent} of ${limit}`,
    clientMonthly: (spent: string, limit: string) => `yours this month ${spent} of ${limit}`,
  },
  seconds: (number: string) => `${number} s`,
  minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
};
