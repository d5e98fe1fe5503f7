/**
 * `lib.licenses`: licenses by nixpkgs' names, with their SPDX identifiers, and how licenses are combined and judged.
 * One license a line: name, SPDX identifier, full name, flags (`u` not free, `r` may be passed on although it is not
 * free, `d` deprecated), address where SPDX has none, short name where it differs.
 */
const table = `
abstyles|Abstyles|Abstyles License
acsl14||Anti-Capitalist Software License v1.4|u|https://anticapitalist.software/
activision||Activision EULA|u|https://www.doomworld.com/eternity/activision_eula.txt
adobeDisplayPostScript|Adobe-Display-PostScript|Adobe Display PostScript License
adobeUtopia|Adobe-Utopia|Adobe Utopia Font License
afl20|AFL-2.0|Academic Free License v2.0
afl21|AFL-2.1|Academic Free License v2.1
afl3|AFL-3.0|Academic Free License v3.0
agpl3Only|AGPL-3.0-only|GNU Affero General Public License v3.0 only
agpl3Plus|AGPL-3.0-or-later|GNU Affero General Public License v3.0 or later
aladdin|Aladdin|Aladdin Free Public License|u
amazonsl||Amazon Software License|u|https://aws.amazon.com/asl/
amd||AMD License Agreement|u|https://developer.amd.com/amd-license-agreement/
aml|AML|Apple MIT License
ampas|AMPAS|Academy of Motion Picture Arts and Sciences BSD
aom||Alliance for Open Media Patent License 1.0||https://aomedia.org/license/patent-license/
apple-psl10|APSL-1.0|Apple Public Source License 1.0
apple-psl20|APSL-2.0|Apple Public Source License 2.0
apsl10|APSL-1.0|Apple Public Source License 1.0|d
apsl20|APSL-2.0|Apple Public Source License 2.0|d
arphicpl|Arphic-1999|Arphic Public License
artistic1|Artistic-1.0|Artistic License 1.0
artistic1-cl8|Artistic-1.0-cl8|Artistic License 1.0 w/clause 8
artistic2|Artistic-2.0|Artistic License 2.0
asl11|Apache-1.1|Apache License 1.1
asl20|Apache-2.0|Apache License 2.0
baekmuk|Baekmuk|Baekmuk License
beerware|Beerware|Beerware License
bitTorrent10|BitTorrent-1.0| BitTorrent Open Source License v1.0
bitTorrent11|BitTorrent-1.1| BitTorrent Open Source License v1.1
bitstreamCharter|Bitstream-Charter|Bitstream Charter Font License
bitstreamVera|Bitstream-Vera|Bitstream Vera Font License
blueOak100|BlueOak-1.0.0|Blue Oak Model License 1.0.0
boehmGC|Boehm-GC|Boehm-Demers-Weiser GC License
bola11|BOLA-1.1|Buena Onda License Agreement v1.1
boost|BSL-1.0|Boost Software License 1.0
bsd0|0BSD|BSD Zero Clause License
bsd1|BSD-1-Clause|BSD 1-Clause License
bsd2|BSD-2-Clause|BSD 2-clause "Simplified" License
bsd2Patent|BSD-2-Clause-Patent|BSD-2-Clause Plus Patent License
bsd2WithViews|BSD-2-Clause-Views|BSD 2-Clause with views sentence
bsd3|BSD-3-Clause|BSD 3-clause "New" or "Revised" License
bsd3ClauseTso|BSD-3-Clause-Tso|BSD 3-Clause Tso variant
bsd3Clear|BSD-3-Clause-Clear|BSD 3-Clause Clear License
bsd3Lbnl|BSD-3-Clause-LBNL|Lawrence Berkeley National Labs BSD variant license
bsd3Modification|BSD-3-Clause-Modification|BSD 3-Clause Modification
bsdAxisNoDisclaimerUnmodified||BSD-Axis without Warranty Disclaimer with Unmodified requirement||https://scancode-licensedb.aboutcode.org/bsd-no-disclaimer-unmodified.html
bsdOriginal|BSD-4-Clause|BSD 4-clause "Original" or "Old" License
bsdOriginalShortened|BSD-4-Clause-Shortened|BSD 4 Clause Shortened
bsdOriginalUC|BSD-4-Clause-UC|BSD 4-Clause University of California-Specific
bsdProtection|BSD-Protection|BSD Protection License
bsdSourceCode|BSD-Source-Code|BSD Source Code Attribution
bsl11|BUSL-1.1|Business Source License 1.1|ur
bzip2|bzip2-1.0.6|bzip2 and libbzip2 License v1.0.6
cal10|CAL-1.0|Cryptographic Autonomy License version 1.0 (CAL-1.0)
caldera|Caldera|Caldera License
capec|CAPEC-tou|Common Attack Pattern Enumeration and Classification License
cc-by-10|CC-BY-1.0|Creative Commons Attribution 1.0
cc-by-20|CC-BY-2.0|Creative Commons Attribution 2.0
cc-by-30|CC-BY-3.0|Creative Commons Attribution 3.0
cc-by-40|CC-BY-4.0|Creative Commons Attribution 4.0
cc-by-nc-30|CC-BY-NC-3.0|Creative Commons Attribution Non Commercial 3.0 Unported|u
cc-by-nc-40|CC-BY-NC-4.0|Creative Commons Attribution Non Commercial 4.0 International|u
cc-by-nc-nd-30|CC-BY-NC-ND-3.0|Creative Commons Attribution Non Commercial No Derivative Works 3.0 Unported|u
cc-by-nc-nd-40|CC-BY-NC-ND-4.0|Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International|u
cc-by-nc-sa-20|CC-BY-NC-SA-2.0|Creative Commons Attribution Non Commercial Share Alike 2.0|u
cc-by-nc-sa-25|CC-BY-NC-SA-2.5|Creative Commons Attribution Non Commercial Share Alike 2.5|u
cc-by-nc-sa-30|CC-BY-NC-SA-3.0|Creative Commons Attribution Non Commercial Share Alike 3.0|u
cc-by-nc-sa-40|CC-BY-NC-SA-4.0|Creative Commons Attribution Non Commercial Share Alike 4.0|u
cc-by-nd-30|CC-BY-ND-3.0|Creative Commons Attribution-No Derivative Works v3.00|u
cc-by-nd-40|CC-BY-ND-4.0|Creative Commons Attribution-No Derivative Works v4.0|u
cc-by-sa-10|CC-BY-SA-1.0|Creative Commons Attribution Share Alike 1.0
cc-by-sa-20|CC-BY-SA-2.0|Creative Commons Attribution Share Alike 2.0
cc-by-sa-25|CC-BY-SA-2.5|Creative Commons Attribution Share Alike 2.5
cc-by-sa-30|CC-BY-SA-3.0|Creative Commons Attribution Share Alike 3.0
cc-by-sa-40|CC-BY-SA-4.0|Creative Commons Attribution Share Alike 4.0
cc-sa-10|CC-SA-1.0|Creative Commons Share Alike 1.0
cc0|CC0-1.0|Creative Commons Zero v1.0 Universal
cddl|CDDL-1.0|Common Development and Distribution License 1.0
cecill-b|CECILL-B|CeCILL-B Free Software License Agreement
cecill-c|CECILL-C|CeCILL-C Free Software License Agreement
cecill20|CECILL-2.0|CeCILL Free Software License Agreement v2.0
cecill21|CECILL-2.1|CeCILL Free Software License Agreement v2.1
cfitsio|CFITSIO|CFITSIO License
clArtistic|ClArtistic|Clarified Artistic License
classpathException20|Classpath-exception-2.0|Classpath exception 2.0
cnri-python|CNRI-Python|CNRI Python License
cockroachdb-community-license||CockroachDB Community License Agreement|u|https://www.cockroachlabs.com/cockroachdb-community-license/
commons-clause||Commons Clause License|u|https://commonsclause.com/
cpal10|CPAL-1.0|Common Public Attribution License 1.0
cpl10|CPL-1.0|Common Public License 1.0
cronyx|Cronyx|Cronyx License
curl|curl|curl License
databricks||Databricks License|u|https://www.databricks.com/legal/db-license
databricks-dbx||DataBricks eXtensions aka dbx License|u|https://github.com/databrickslabs/dbx/blob/743b579a4ac44531f764c6e522dbe5a81a7dc0e4/LICENSE
databricks-license||Databricks License|u|https://www.databricks.com/legal/db-license
dec3Clause|DEC-3-Clause|DEC 3-Clause License
doc|DOC|DOC License
docBookDtd|DocBook-DTD|DocBook DTD License
drl10|DRL-1.0|Detection Rule License 1.0
dtoa|dtoa|dtoa License
eapl||EPSON AVASYS PUBLIC LICENSE|u|https://avasys.jp/hp/menu000000700/hpg000000603.htm
ecl20|ECL-2.0|Educational Community License, Version 2.0|||ECL 2.0
efl10|EFL-1.0|Eiffel Forum License v1.0
efl20|EFL-2.0|Eiffel Forum License v2.0
elastic20|Elastic-2.0|Elastic License 2.0|u
enpl||Emmi AI Non-Production License|ur|https://github.com/Emmi-AI/noether/blob/main/LICENSE.txt
epl10|EPL-1.0|Eclipse Public License 1.0
epl20|EPL-2.0|Eclipse Public License 2.0
epson||Seiko Epson Corporation Software License Agreement for Linux|u|https://download.ebz.epson.net/dsc/du/02/eula/global/LINUX_EN.html
eupl11|EUPL-1.1|European Union Public License 1.1
eupl12|EUPL-1.2|European Union Public License 1.2
fair|Fair|Fair License
fairsource09||Fair Source License, version 0.9|ur|https://fair.io/v0.9.txt
fdl11Only|GFDL-1.1-only|GNU Free Documentation License v1.1 only
fdl11Plus|GFDL-1.1-or-later|GNU Free Documentation License v1.1 or later
fdl12Only|GFDL-1.2-only|GNU Free Documentation License v1.2 only
fdl12Plus|GFDL-1.2-or-later|GNU Free Documentation License v1.2 or later
fdl13Only|GFDL-1.3-only|GNU Free Documentation License v1.3 only
fdl13Plus|GFDL-1.3-or-later|GNU Free Documentation License v1.3 or later
ffsl||Floodgap Free Software License|u|https://www.floodgap.com/software/ffsl/license.html
fontException|Font-exception-2.0|Font exception 2.0
fraunhofer-fdk|FDK-AAC|Fraunhofer FDK AAC Codec Library
free||Unspecified free software license
fsl11Asl20|FSL-1.1-ALv2|Functional Source License, Version 1.1, Apache 2.0 Future License|ur
fsl11Mit|FSL-1.1-MIT|Functional Source License, Version 1.1, MIT Future License|ur
ftl|FTL|Freetype Project License
g4sl||Geant4 Software License||https://geant4.web.cern.ch/geant4/license/LICENSE.html
generaluser||GeneralUser GS License v2.0||https://www.schristiancollins.com/generaluser.php
geogebra||GeoGebra Non-Commercial License Agreement|u|https://www.geogebra.org/license
gfl||GUST Font License||https://www.gust.org.pl/projects/e-foundry/licenses/GUST-FONT-LICENSE.txt
gfsl||GUST Font Source License||https://www.gust.org.pl/projects/e-foundry/licenses/GUST-FONT-SOURCE-LICENSE.txt
giftware|Giftware|Giftware License
gnuplot|gnuplot|gnuplot License
gpl1Only|GPL-1.0-only|GNU General Public License v1.0 only
gpl1Plus|GPL-1.0-or-later|GNU General Public License v1.0 or later
gpl2|GPL-2.0|GNU General Public License v2.0|d
gpl2Only|GPL-2.0-only|GNU General Public License v2.0 only
gpl2Plus|GPL-2.0-or-later|GNU General Public License v2.0 or later
gpl3|GPL-3.0|GNU General Public License v3.0|d
gpl3Only|GPL-3.0-only|GNU General Public License v3.0 only
gpl3Plus|GPL-3.0-or-later|GNU General Public License v3.0 or later
hl3||Hippocratic License v3.0|ur|https://firstdonoharm.dev/version/3/0/core.txt
hpnd|HPND|Historic Permission Notice and Disclaimer
hpndDec|HPND-DEC|Historical Permission Notice and Disclaimer - DEC variant
hpndDifferentDisclaimer||HPND with different disclaimer||https://gitlab.freedesktop.org/xorg/proto/xorgproto/-/blob/1914233e662d23ffb3812b80fadd0bbd064ad91c/COPYING-x11proto#L69-88
hpndDoc|HPND-doc|Historical Permission Notice and Disclaimer - documentation variant
hpndDocSell|HPND-doc-sell|Historical Permission Notice and Disclaimer - documentation sell variant
hpndSellVariant|HPND-sell-variant|Historical Permission Notice and Disclaimer - sell variant
hpndSellVariantMitDisclaimerXserver|HPND-sell-MIT-disclaimer-xserver|Historical Permission Notice and Disclaimer - sell xserver variant with MIT disclaimer
hpndSellVariantSafetyClause|HPND-sell-variant-critical-systems|HPND - sell variant with safety critical systems clause
hpndUc|HPND-UC|Historical Permission Notice and Disclaimer - University of California variant
hyphenBulgarian|hyphen-bulgarian|hyphen-bulgarian License
iasl|Intel-ACPI|Intel ACPI Software License Agreement
icu|ICU|ICU
ijg|IJG|Independent JPEG Group License
imagemagick|ImageMagick|ImageMagick License
imlib2|Imlib2|Imlib2 License
info-zip|Info-ZIP|Info-ZIP License
inria-compcert||INRIA Non-Commercial License Agreement for the CompCert verified compiler|u|https://compcert.org/doc/LICENSE.txt
inria-icesl||End User License Agreement for IceSL Software|u|https://icesl.loria.fr/assets/pdf/EULA_IceSL_binary.pdf
inria-zelus||INRIA Non-Commercial License Agreement for the Zélus compiler|u|https://github.com/INRIA/zelus/raw/829f2b97cba93b0543a9ca0272269e6b8fdad356/LICENSE
intel-eula||Intel End User License Agreement for Developer Tools|u|https://software.intel.com/sites/manageability/AMT_Implementation_and_Reference_Guide/WordDocuments/intelamtsdklicense.htm
interbase|Interbase-1.0|Interbase Public License v1.0
ipa|IPA|IPA Font License
ipl10|IPL-1.0|IBM Public License v1.0
isc|ISC|ISC License
issl||Intel Simplified Software License|u|https://software.intel.com/en-us/license/intel-simplified-software-license
json|JSON|JSON License|u
knuth|Knuth-CTAN|Knuth CTAN License
lal12|LAL-1.2|Licence Art Libre 1.2
lal13|LAL-1.3|Licence Art Libre 1.3
lens||Lens Terms of Service Agreement|u|https://k8slens.dev/legal/tos
lgpl2|LGPL-2.0|GNU Library General Public License v2|d
lgpl21|LGPL-2.1|GNU Lesser General Public License v2.1|d
lgpl21Only|LGPL-2.1-only|GNU Lesser General Public License v2.1 only
lgpl21Plus|LGPL-2.1-or-later|GNU Lesser General Public License v2.1 or later
lgpl2Only|LGPL-2.0-only|GNU Library General Public License v2 only
lgpl2Plus|LGPL-2.0-or-later|GNU Library General Public License v2 or later
lgpl3|LGPL-3.0|GNU Lesser General Public License v3.0|d
lgpl3Only|LGPL-3.0-only|GNU Lesser General Public License v3.0 only
lgpl3Plus|LGPL-3.0-or-later|GNU Lesser General Public License v3.0 or later
lgpllr|LGPLLR|Lesser General Public License For Linguistic Resources
libpng|Libpng|libpng License
libpng2|libpng-2.0|PNG Reference Library version 2
libtiff|libtiff|libtiff License
liliq-p-11|LiLiQ-P-1.1|Licence Libre du Québec – Permissive version 1.1
llgpl21||Lisp LGPL; GNU Lesser General Public License version 2.1 with Franz Inc. preamble for clarification of LGPL terms in context of Lisp||https://opensource.franz.com/preamble.html
llvm-exception|LLVM-exception|LLVM Exception
lpl-102|LPL-1.02|Lucent Public License v1.02
lppl1|LPPL-1.0|LaTeX Project Public License v1.0
lppl12|LPPL-1.2|LaTeX Project Public License v1.2
lppl13a|LPPL-1.3a|LaTeX Project Public License v1.3a
lppl13c|LPPL-1.3c|LaTeX Project Public License v1.3c
lsof|lsof|lsof License
miros|MirOS|MirOS License
mit|MIT|MIT License
mit-cmu|MIT-CMU|CMU License
mit-enna|MIT-enna|enna License
mit-feh|MIT-feh|feh License
mit-modern|MIT-Modern-Variant|MIT License Modern Variant
mit0|MIT-0|MIT No Attribution
mitAdvertising|MIT-advertising|Enlightenment License (e16)
mitOpenGroup|MIT-open-group|MIT Open Group variant
mpich2|mpich2|mpich2 License
mpl10|MPL-1.0|Mozilla Public License 1.0
mpl11|MPL-1.1|Mozilla Public License 1.1
mpl20|MPL-2.0|Mozilla Public License 2.0
mplus|mplus|M+ Font License
mspl|MS-PL|Microsoft Public License
mulan-psl2|MulanPSL-2.0|Mulan Permissive Software License, Version 2
naist-2003|NAIST-2003|Nara Institute of Science and Technology License (2003)
nasa13|NASA-1.3|NASA Open Source Agreement 1.3|u
ncbiPd|NCBI-PD|NCBI Public Domain Notice|u
ncsa|NCSA|University of Illinois/NCSA Open Source License
ncul1|NCUL1|Netdata Cloud UI License v1.0|ur
netboxLimitedUse||NetBox Limited Use License 1.0|u|https://github.com/netboxlabs/netbox-branching/blob/8465b9aee69ded23930cfe1a522695bfb8955a5a/LICENSE.md
ngpl|NGPL|Nethack General Public License
nistSoftware|NIST-Software|NIST Software License
nlpl|NLPL|No Limit Public License
nposl3|NPOSL-3.0|Non-Profit Open Software License 3.0
ntp|NTP|NTP License
nvidiaCuda||CUDA Toolkit End User License Agreement (EULA)|u|https://docs.nvidia.com/cuda/eula/index.html#cuda-toolkit-supplement-license-agreement|CUDA EULA
nvidiaCudaRedist||CUDA Toolkit End User License Agreement (EULA)|ur|https://docs.nvidia.com/cuda/eula/index.html#cuda-toolkit-supplement-license-agreement|CUDA EULA
obsidian||Obsidian End User Agreement|u|https://obsidian.md/eula
ocamlLgplLinkingException|OCaml-LGPL-linking-exception|OCaml LGPL Linking Exception
ocamlpro_nc||OCamlPro Non Commercial license version 1|u|https://alt-ergo.ocamlpro.com/http/alt-ergo-2.2.0/OCamlPro-Non-Commercial-License.pdf
odbl|ODbL-1.0|Open Data Commons Open Database License v1.0
ofl|OFL-1.1|SIL Open Font License 1.1
oml|OML|Open Market License
openldap|OLDAP-2.8|Open LDAP Public License v2.8
openssl|OpenSSL|OpenSSL License
opubl|OPUBL-1.0|Open Publication License v1.0
osl2|OSL-2.0|Open Software License 2.0
osl21|OSL-2.1|Open Software License 2.1
osl3|OSL-3.0|Open Software License 3.0
paratype|ParaType-Free-Font-1.3|ParaType Free Font Licensing Agreement v1.3
parity70|Parity-7.0.0|Parity Public License 7.0.0
php301|PHP-3.01|PHP License v3.01
postgresql|PostgreSQL|PostgreSQL License
postman||Postman EULA|u|https://www.getpostman.com/licenses/postman_base_app
prosperity30||Prosperity-3.0.0|u|https://prosperitylicense.com/versions/3.0.0.html
psfl|Python-2.0|Python Software Foundation License version 2
publicDomain||Public Domain
qhull|Qhull|Qhull License
qpl|QPL-1.0|Q Public License 1.0
qwtException|Qwt-exception-1.0|Qwt exception 1.0
ruby|Ruby|Ruby License
sendmail|Sendmail|Sendmail License
sfl||Source First License 1.1|ur|https://gitlab.futo.org/videostreaming/grayjay/-/blob/master/LICENSE.md
sgi-b-20|SGI-B-2.0|SGI Free Software License B v2.0
sgmlug|SGMLUG-PM|SGMLUG Parser Materials License
sissl11|SISSL|Sun Industry Standards Source License 1.1
sleepycat|Sleepycat|Sleepycat License
smail|SMAIL-GPL|SMAIL General Public License
smlnj|SMLNJ|Standard ML of New Jersey License
sspl|SSPL-1.0|Server Side Public License|ur
stk||Synthesis Tool Kit 4.3||https://github.com/thestk/stk/blob/master/LICENSE
sudo||Sudo License (ISC-style)||https://www.sudo.ws/about/license/
sustainableUse|SUL-1.0|Sustainable Use License|u
tcltk|TCL|TCL/TK License
tcpWrappers|TCP-wrappers|TCP Wrappers License
teamspeak||Teamspeak client license|ur|https://www.teamspeak.com/en/privacy-and-terms/
tekHvcLicense|TekHVC|TekHVC License
torque11|TORQUE-1.1|TORQUE v2.5+ Software License v1.1
tost|Pixar|Tomorrow Open Source Technology License 1.0
tsl||Timescale License Agreement|u|https://github.com/timescale/timescaledb/blob/main/tsl/LICENSE-TIMESCALE|TSL
ubdlException|UBDL-exception|Unmodified Binary Distribution exception
ucd||Unicode Character Database License||https://fedoraproject.org/wiki/Licensing:UCD
ufl|Ubuntu-font-1.0|Ubuntu Font License 1.0
unfree||Unfree|u
unfreeRedistributable||Unfree redistributable|ur
unfreeRedistributableFirmware||Unfree redistributable firmware
unicode-30|Unicode-3.0|Unicode License v3
unicode-dfs-2015|Unicode-DFS-2015|Unicode License Agreement - Data Files and Software (2015)
unicode-dfs-2016|Unicode-DFS-2016|Unicode License Agreement - Data Files and Software (2016)
unicodeTOU|Unicode-TOU|Unicode Terms of Use
universalFOSSException-10|Universal-FOSS-exception-1.0|Universal FOSS Exception, Version 1.0
unlicense|Unlicense|The Unlicense
upl|UPL-1.0|Universal Permissive License
vim|Vim|Vim License
virtualbox-puel||Oracle VM VirtualBox Extension Pack Personal Use and Evaluation License (PUEL)|u|https://www.virtualbox.org/wiki/VirtualBox_PUEL
vol-sl||Volatility Software License, Version 1.0||https://www.volatilityfoundation.org/license/vsl-v1.0
vsl10|VSL-1.0|Vovida Software License v1.0
w3c|W3C|W3C Software Notice and License
w3c-19980720|W3C-19980720|W3C Software Notice and License (1998-07-20)
wadalab||Wadalab Font License||https://fedoraproject.org/wiki/Licensing:Wadalab?rd=Licensing/Wadalab
watcom|Watcom-1.0|Sybase Open Watcom Public License 1.0|ur
wtfpl|WTFPL|Do What The F*ck You Want To Public License
wxWindowsException31|WxWindows-exception-3.1|wxWindows Library Licence, Version 3.1
x11|X11|X11 License
x11BsdClause||X11 License with third BSD clause||https://gitlab.freedesktop.org/xorg/driver/xf86-video-geode/-/blob/d147c3f1b6907ae9db6f12853cedd450537d99d2/COPYING
x11NoPermitPersons|X11-no-permit-persons|X11 no permit persons clause
xerox|Xerox|Xerox License
xfig|Xfig|xfig
xinetd|xinetd|xinetd License
xskat|XSkat|XSkat License
zlib|Zlib|zlib License
zpl20|ZPL-2.0|Zope Public License 2.0
zpl21|ZPL-2.1|Zope Public License 2.1
`;

/** The attributes of each license, by name. */
function licenses(): Readonly<Record<string, unknown>> {
  const lines = table.trim().split('\n');
  return Object.fromEntries(lines.map((line) => license(line.split('|'))));
}

function license(fields: readonly string[]): [string, unknown] {
  const [name = '', spdxId = '', fullName = '', flags = '', address = '', shortName = name] = fields;
  const free = !flags.includes('u');
  const url = spdxId === '' ? address : `https://spdx.org/licenses/${spdxId}.html`;
  return [
    name,
    {
      shortName,
      free,
      deprecated: flags.includes('d'),
      redistributable: free || flags.includes('r'),
      licenseType: 'simple',
      ...(spdxId === '' ? {} : { spdxId }),
      ...(url === '' ? {} : { url }),
      ...(fullName === '' ? {} : { fullName }),
    },
  ];
}

/** JSON as a string of Nix; no license has a dollar sign. */
const json = JSON.stringify(JSON.stringify(licenses()));

/**
 * `lib.licenses` and the license part of `lib.meta`, in Nix. `isFree` is true of an `OR` when one license is free, of an
 * `AND` when all are; `containsLicenses` the other way round. `getLicenseFromSpdxId` ignores case and warns when unknown.
 */
export const licensesText = `
lib:
let
  simple = builtins.fromJSON ${json};
  functions = rec {
    OR = licenses: { licenseType = "compound"; operator = "OR"; inherit licenses; };
    AND = licenses: { licenseType = "compound"; operator = "AND"; inherit licenses; };
    WITH = license: exception: { licenseType = "exception"; operator = "WITH"; inherit license exception; };
    PLUS = license: { licenseType = "plus"; operator = "+"; inherit license; };
    evaluateProperty = test: permissive: license:
      let
        inner = evaluateProperty test permissive;
        isAny = { OR = permissive; AND = !permissive; }.@{license.operator} or (throw "Unknown license operator");
        ways = {
          simple = test license;
          plus = inner license.license;
          exception = inner license.license && inner license.exception;
          compound = (if isAny then lib.any else lib.all) inner license.licenses;
        };
      in
      ways.@{license.licenseType} or (throw "Unknown license type or legacy license");
    evaluateNamedProperty = name: evaluateProperty (license: license.@{name});
    isFree = evaluateNamedProperty "free" true;
    isRedistributable = evaluateNamedProperty "redistributable" true;
    containsLicenses = licenses: evaluateProperty (license: lib.elem license licenses) false;
    toSPDX = license:
      let
        inBrackets = inner:
          if inner.licenseType == "compound" || inner.licenseType == "exception" then "(@{toSPDX inner})" else toSPDX inner;
        ways = {
          simple = license.spdxId or "LicenseRef-nixos-@{license.shortName}";
          compound = lib.concatMapStringsSep " @{license.operator} " inBrackets license.licenses;
          exception = "@{inBrackets license.license} @{license.operator} @{inBrackets license.exception}";
          plus = inBrackets license.license + license.operator;
        };
      in
      ways.@{license.licenseType} or (throw "Unknown license type");
  };
  licensesSpdx = lib.listToAttrs
    (map (license: { name = license.spdxId; value = license; }) (lib.filter (license: license ? spdxId) (lib.attrValues lib.licenses)));
  byLowerCase = lib.mapAttrs' (name: value: { name = lib.toLower name; inherit value; }) licensesSpdx;
in
{
  top.licenses = simple // functions;
  meta = rec {
    inherit licensesSpdx;
    getLicenseFromSpdxIdOr = id: default: byLowerCase.@{lib.toLower id} or default;
    getLicenseFromSpdxId = id: getLicenseFromSpdxIdOr id
      (lib.warn "getLicenseFromSpdxId: No license with the given SPDX ID found: @{id}" { shortName = id; spdxId = id; });
    cpeFullVersionWithVendor = vendor: version: { inherit vendor version; update = "*"; };
  };
}
`;
