import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent: a deep teal. Shade 7 carries white text in the light scheme, shade 6 in the dark one. */
const accent: MantineColorsTuple = [
  '#eaf5f6',
  '#d5e9eb',
  '#a9d2d7',
  '#7cbbc3',
  '#5aa9b3',
  '#3b929d',
  '#1f7681',
  '#0f5f6b',
  '#0b4d57',
  '#073b44',
]

/** Neutral surfaces of the light scheme; 6 and darker are readable as text on white. */
const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#eff1f3',
  '#e4e7ea',
  '#d5d9dd',
  '#b9c0c6',
  '#7d8790',
  '#5b656e',
  '#47505a',
  '#30383f',
  '#1c2227',
]

/** Neutral surfaces of the dark scheme, text first. */
const dark: MantineColorsTuple = [
  '#dfe3e6',
  '#c2c8cd',
  '#a3abb2',
  '#7f8890',
  '#3e464d',
  '#30373d',
  '#252b30',
  '#1a1f23',
  '#14181b',
  '#0e1113',
]

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC", "Helvetica Neue", Arial, sans-serif'

/** The list itself scrolls: a scroll area around it would be a region that the keyboard cannot reach. */
const scrolling = { maxHeight: '16rem', overflowY: 'auto' } as const

export const theme = createTheme({
  colors: { accent, gray, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  fontFamily,
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.84375rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  // Plain objects: the components' own `extend` would bring all of them into the first page.
  components: {
    Tooltip: {
      defaultProps: {
        withArrow: true,
        multiline: true,
        maw: 320,
        events: { hover: true, focus: true, touch: true },
      },
    },
    // The first item gets the focus, not an element that screen readers cannot name.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md' } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        // It is drawn inside the page (`PortalHome`), and has the middle of the window all the same.
        styles: { title: { fontWeight: 600 }, inner: { insetInline: 0 } },
      },
    },
    Select: { defaultProps: { withScrollArea: false, styles: { options: scrolling } } },
    MultiSelect: {
      defaultProps: { withScrollArea: false, styles: { options: scrolling } },
    },
    Drawer: { defaultProps: { styles: { title: { fontWeight: 600 } } } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
})

/** Mantine's own dimmed and placeholder greys miss 4.5 to 1; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': '#656f78',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': accent[7],
    '--mantine-color-default-border': gray[3],
    '--carrel-surface': gray[0],
    '--carrel-raised': '#ffffff',
    '--carrel-line': gray[2],
    '--carrel-edge': '#87919a',
    '--carrel-accent-wash': accent[0],
    '--carrel-focus': accent[6],
  },
  dark: {
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': '#98a1a9',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-anchor': accent[3],
    '--carrel-surface': dark[8],
    '--carrel-raised': dark[7],
    '--carrel-line': dark[5],
    '--carrel-edge': '#747d85',
    '--carrel-accent-wash': '#12363b',
    '--carrel-focus': accent[3],
  },
})
