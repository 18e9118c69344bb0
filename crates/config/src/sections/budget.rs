use pixelprompt_domain::Money;

use crate::{Config, UnknownPrice, key::section};

section! {
    /// How much pictures may cost, in US dollars. Days and months are those of UTC. A picture counts
    /// from the moment it is asked for, as its price list says, and as its provider says once it is
    /// there. Requests that would go beyond are refused. `pixelprompt generate` counts what one command
    /// paints, the service what all do.
    pub struct Budget = "budget", |config: Config| config.budget;

    /// In a day, by all clients together.
    daily_usd: Option<Money> = None, absent = "no ceiling", example = "5.00";

    /// In a month, by all clients together.
    monthly_usd: Option<Money> = None, absent = "no ceiling", example = "50.00";

    /// In a day, by one client address.
    client_daily_usd: Option<Money> = None, absent = "no ceiling", example = "1.00";

    /// In a month, by one client address.
    client_monthly_usd: Option<Money> = None, absent = "no ceiling", example = "10.00";

    /// What becomes of models whose price is not known: "refuse" lets them paint only where there
    /// is no ceiling, "allow" lets them paint uncounted, a sum is what a picture counts as. The price
    /// of one model can be set with `models.price_usd`.
    unknown_price: UnknownPrice = UnknownPrice::Refuse, example = "0.10";
}
