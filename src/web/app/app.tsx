import { DirectionProvider, MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { schemeManager, theme, variables } from '../look/theme'
import { router } from './router'

const scheme = schemeManager()

export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <DirectionProvider detectDirection>
        <MantineProvider theme={theme} cssVariablesResolver={variables} colorSchemeManager={scheme} defaultColorScheme="auto">
          <RouterProvider router={router} />
        </MantineProvider>
      </DirectionProvider>
    </QueryClientProvider>
  )
}
