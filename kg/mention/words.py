"""Word lists that tell what kind of name a capitalised chunk is. The tagger's features use the classes: train again after a change."""

from __future__ import annotations


def members(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


LEGAL = members(
    "inc inc. corp corp. corporation incorporated ltd ltd. limited llc llp lp l.p. plc gmbh ag kgaa sa s.a. spa s.p.a. srl bv b.v. nv "
    "n.v. ab asa oy oyj kk k.k. pte pty sdn bhd berhad tbk jsc pjsc ojsc sas sarl se co co. company kg aps oü ltda sab kft sp.z.o.o "
    "pvt private"
)
"""Legal forms, lower case."""

DEAL_WORDS = members(
    "strategic new joint global major exclusive landmark historic definitive first key multi-year long-term alliance partnership "
    "agreement collaboration venture expansion deal cooperation"
)
"""In a headline they are capitalised, and no name: "Strategic Alliance"."""
GROUP_HEADS = members("group holdings holding trust reit ventures partners capital conglomerate consortium alliance")

COMPANY_HEADS = members(
    "technologies technology tech systems networks network telecom telecommunications communications telekom mobile wireless "
    "broadband fiber fibre datacenters datacentres datacenter datacentre hosting colocation cloud software solutions services digital "
    "infrastructure interactive energy power electric electricity utilities renewables solar wind nuclear gas oil petroleum resources "
    "materials minerals mining steel realty properties property estates reit investments investment investors equity asset assets "
    "management advisors advisers securities bank bancorp banking insurance financial finance credit pension retirement fund funds "
    "endowment construction contractors engineering engineers constructors builders industries industrial manufacturing motors "
    "automotive aerospace airlines airways logistics shipping foods pharmaceuticals biotech therapeutics semiconductor semiconductors "
    "electronics robotics labs laboratories research analytics consulting associates media entertainment studios games pictures "
    "records press publishing newspapers news times post journal herald tribune gazette chronicle magazine stores retail brands "
    "international global worldwide interxion"
)

PUBLIC_HEADS = members(
    "university college institute academy school hospital clinic ministry department authority agency bureau commission committee "
    "council board office administration court senate parliament congress government assembly party union federation association "
    "society foundation chamber league club fc organization organisation centre center program corps police army navy church museum "
    "library"
)

HEADS = GROUP_HEADS | COMPANY_HEADS | PUBLIC_HEADS

PLACE_HEADS = members(
    "city county province state island islands river lake valley bay beach mountain mountains hills park campus district township "
    "village street road avenue boulevard drive highway airport port harbor harbour square plaza bridge region peninsula coast desert "
    "forest ocean sea gulf parish prefecture municipality borough metro area zone heights springs creek falls ranch junction parkway "
    "lane peak cape canyon"
)

PLACE_LEADS = members(
    "north south east west northern southern eastern western central upper lower greater mount lake fort port san santa saint st new el "
    "los las"
)

HONORIFICS = members("mr mrs ms dr prof sir lord lady dame madam mr. mrs. ms. dr. sen rep gov lt col gen capt sgt rev hon")

TITLES = members(
    "ceo cto cfo coo cio ciso cmo cro chro evp svp vp president chairman chairwoman chair chairperson chief director founder "
    "cofounder co-founder officer executive secretary treasurer minister premier chancellor governor mayor senator congressman "
    "congresswoman representative commissioner judge justice ambassador spokesman spokeswoman spokesperson analyst manager head "
    "partner principal professor economist lawyer attorney counsel engineer architect author editor reporter journalist supervisor "
    "administrator superintendent councilman councilwoman councillor alderman sheriff king queen prince princess pope boss lead "
    "leader vice deputy senior managing general"
)

SPEECH = members(
    "said says say told tells added adds wrote writes explained explains noted notes commented comments stated states remarked argued "
    "argues continued recalled replied insisted warned warns believes thinks joked quipped asked tweeted confirmed"
)

DEAL_VERBS = members(
    "acquired acquires acquire acquiring bought buys buy buying purchased purchases sold sells sell invested invests invest investing "
    "announced announces announce launched launches launch launching opened opens open opening plans planned planning builds built "
    "build building operates operated operate operating owns owned owning runs ran partnered partners signed signs raised raises "
    "leased leases expanded expands unveiled unveils provides offers offered develops developed developing hired hires appointed "
    "appoints named joined joins backed led founded headed merged"
)

COMPANY_NOUNS = members(
    "company companies firm firms operator operators provider providers developer developers giant unit arm subsidiary subsidiaries "
    "division affiliate startup start-up vendor vendors supplier suppliers rival rivals competitor competitors conglomerate "
    "multinational hyperscaler hyperscalers landlord tenant utility carrier telco investor investors owner shareholder shareholders "
    "lender contractor maker manufacturer retailer specialist business customers customer clients client acquirer parent brand"
)

PLACE_NOUNS = members(
    "city town village county country state province region district island capital suburb area near outside across throughout around "
    "between downtown located headquartered based born site sites campus land acres location locations markets market metro"
)

MONTHS = members(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct "
    "nov dec monday tuesday wednesday thursday friday saturday sunday"
)

CONNECTORS = members("of & - for de du des la le der van von und y e del da do al bin and")
"""Small words that a name can run across."""

FUNCTION_WORDS = members(
    "the a an and or but nor so yet if then when where while who whom whose which what why how that this these those it its he she "
    "they we you i his her their our your my me him them us is are was were be been being am has have had do does did will would can "
    "could may might must shall should not no yes all any both each every few more most other some such only own same than too very "
    "just also now here there there's again once under of in at to by from with on for near into via over against about like as "
    "between among amid since until during after before within across out up down off above below because although though however "
    "meanwhile moreover additionally furthermore instead despite unlike according along one two three four five six seven eight nine "
    "ten first second third last next new many much several another today yesterday tomorrow still even let's it's that's we're i'm "
    "don't including based"
)

LEADS = members(
    "the a an in on at for but and as with by from to of its this that these those it he she they we i you when while after before "
    "since under if our their his her both although though however meanwhile according also so then there here where what who why how "
    "which yet or nor not no until once now despite unlike among between through because during within without about over into via "
    "per all some any each every many most more several other another such last next earlier later today yesterday let is are was "
    "were has have had will would can could may might should did does do be been additionally moreover furthermore instead source "
    "photo image caption credit read subscribe click share related see editing reporting updated my your me us them him only even "
    "just still already recently currently previously formerly initially originally finally former ex "
    "whether unless should imagine suppose "
    # verbs that open a headline or its second half: "Adds Bolt to Portfolio"
    "acquires adds announces unveils launches appoints signs completes expands secures raises introduces begins enters hires selects "
    "proposes receives buys invests celebrates strengthens accelerates finalizes commences reveals"
)
"""Words that a sentence begins with and a name does not."""

POSTS = members(
    "ceo cto cfo coo cio cmo president chairman chairwoman chair chief governor mayor senator minister secretary spokesman "
    "spokeswoman spokesperson founder cofounder commissioner judge ambassador representative chancellor premier director vp svp evp "
    "analyst"
)
"""Titles that stand between the name of an organisation and that of a person."""

POST_PARTS = POSTS | members(
    "executive officer vice deputy senior managing general prime technology financial operating marketing information co - and of &"
)

PUBLIC_LEADS = members(
    "department ministry office bureau government bank university institute port board council college school division"
)
DOTTED = members("Inc Corp Ltd Co Cos Bros Jr Sr")
"""Words that the full stop behind them belongs to."""

AMBIGUOUS = members(
    "adobe aligned alphabet apple ares ark arm apollo block box bulk carrier charter chase cipher colt compass constellation cross delta "
    "dominion du edge edged elisa fidelity ford frontier galaxy gap goodman grab hines intersect juniper lambda liberty liquid medallion "
    "merlin meta nova novel oracle orange pentagon polar powerhouse prime pure quest reliance renew riot rogers salim scala sea shell "
    "snap spark sprint square stack stream summit switch target total tract turner unity vantage visa vista williams zoom"
)
"""Names of companies that are common words, or people's names, too: alone, these need evidence."""

KINDS_ALONE = members(
    "cloud network networks colocation hosting software solutions services digital infrastructure power energy data center centers centre "
    "centres analytics research technology technologies global international regional company group county city state kingdom "
    "government council board department plans plan proposal proposals deal deals agreement partnership construction expansion opening "
    "launch acquisition investment project campus facility approval"
)
"""Words that tell a kind of thing, and alone are no name."""

HEADLINE_VERBS = members(
    "acquires buys sells opens launches announces unveils deploys expands invests builds boosts boosting completes appoints joins "
    "signs breaks wins raises secures extends introduces adds begins starts closes enters hires selects chooses receives gets "
    "proposes seeks says continues publishes provides delivers offers makes takes becomes celebrates reveals releases commits pledges "
    "approves files moves inks lands taps doubles triples sues teams plans eyes strengthens advances accelerates awards backs cancels "
    "confirms considers creates delays denies develops doubling establishes gains gives goes grows hits holds increases is are was "
    "names downgrades cites announce forge unveil collaborate mobilize mobilizes acquire deploy collaborates finalizes finalize "
    "agree commence commences "
    "will has have keeps launching leases moving needs offering opening operates orders owns pays planning powers pushes puts reaches "
    "rejects runs scraps selling sees sends shows spends stops supports tops tries turns upgrades uses wants welcomes withdraws works"
)
"""Verbs that end a name in a headline with capitals ("Lincoln Acquires Land")."""

INFINITIVES = members(
    "acquire buy purchase build construct develop open launch invest expand create host deploy add bring deliver power provide supply "
    "raise sell lease join lead form support offer establish become accelerate drive boost enter use operate spend double lay cut hire "
    "help make take get run move host house turn convert advance enhance strengthen increase reduce meet serve showcase speak present "
    "participate report release complete begin start close end keep"
)
"""Verbs that are capitalised behind "to" in a headline, and begin no name."""

COMPOUNDS = members(
    "based born led owned backed style like era wide speaking listed headquartered funded made type related controlled language run "
    "educated area class level side only trained occupied held bound centric themed winning nominated to by in and the a"
)
"""What stands behind a name and a hyphen and is no part of it ("Seattle-based")."""

PLACE_HEADS_OF = members("City County Town Village Township State Republic Province Kingdom Isle Island Bay Gulf District Strait")
"""Words that make a place with "of" behind them ("City of Meridian")."""

PRODUCT_NAMES = members(
    "chatgpt copilot gemini bard alexa siri cortana iphone iphones ipad ipads ipod macos ios macbook airpods imac kindle xbox "
    "playstation android chrome gmail kakaotalk photoshop excel powerpoint kubernetes linux wikipedia blackwell hopper ethereum "
    "bitcoin dogecoin"
)
"""Products that stand alone, and are no organisations."""

PRODUCTS = members(
    "iphone iphones ipad ipads ipod macos ios imac macbook watch airpods kindle xbox playstation android windows office gmail maps "
    "chrome siri alexa cortana prime marketplace store pay music tv plus fire echo ec2 s3 gpu gpus cpu cpus"
)
"""Words that make a product of the company's name before them ("Apple Watch")."""

NO_ORGANISATION = members(
    "act bill law order award awards conference summit forum expo festival index survey report agreement treaty accord plan "
    "initiative programme program project tour cup prize day week month year edition chapter season series game games match "
    "championship olympics century age era war revolution crisis pandemic weekly review outlook question answer newsletter webinar "
    "podcast email e-mail website comments subscribe"
)
"""A name that ends so is a law, an event, a programme, a part of a page."""

COMMON_ABBREVIATIONS = members(
    "AI IT CEO CTO CFO COO CIO CPU GPU GPUs CPUs API APIs IoT ESG PPA PPAs REIT REITs IPO LEED ISO SLA CDN HPC VPN SaaS PaaS IaaS M&A "
    "LOI LOIs SMR SMRs EPC II III IV "
    "R&D Q&A TV PC PCs USB ML LLM LLMs UPS HVAC PUE WUE DC DCs KPI FAQ CAGR GDP HQ PR RSS PDF URL UK US USA EU UAE EMEA APAC LATAM "
    "ASEAN AM PM EST PST GMT UTC ET PT USD EUR GBP JV MoU MOU RFP ROI EBITDA CAPEX OPEX TCO MD VP SVP EVP NDA LNG CO2 OK DNA COVID "
    "COVID-19 PhD MBA PMP CPA CFA ID NaaS DIA EDC EDCs CDCO ISP ISPs MSP MSPs IX IXP LP GP AL AK AZ AR CA CO CT DE FL GA HI IL IN IA "
    "KS KY LA ME MA MI MN MS "
    "MO MT NE NV NH NJ NM NY NC ND OH OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
"""Capitals that name no organisation."""

OFFICES = POSTS | members("officer executive manager directors officers executives managers")
"""A chunk that ends so is a post, not a name."""

DEGREES = members(
    "PhD DPhil MBA EMBA DBA MPH CPA CFA CFP FCA FCCA ACCA FRS FRSC FRSE FRCP FRCS FREng OBE CBE MBE KBE DBE CMG KCMG Esq PEng BSN MSN BSc "
    "MSc JD LLB LLM LLD DDS DVM PharmD PMP FACHE FAIA FASA CISSP CCIM CPCU SPHR"
)
"""What somebody has learnt or was given, behind the name, with full stops or without."""

UNSURE_DEGREES = members("MD PE DO OD RN QC KC OC CM CQ OAM AO MS MA BA BS CA PA CB")
"""Those that are states, titles and more, too, where no full stops stand between the letters."""
